import type { ClientMessage, ServerMessage } from "@mockstagram/shared/api/socket";
import type { WebSocket } from "ws";
import type { KnownSession } from "../auth/sessions.ts";

const MESSAGES_PER_WINDOW = 20;
const WINDOW_MS = 10_000;
const GOODBYE_MS = 1_000;
const BUFFERED_MOST = 256 * 1_024;

export const CLOSE = { goingAway: 1001, policy: 1008, tooMuch: 1013, revoked: 4001 } as const;

/** One browser's socket: what may come in is bounded, what goes out is dropped with the socket when nobody reads. */
export class ClientSocket {
  isReady = false;
  private windowEnds = 0;
  private inWindow = 0;
  private alive = true;

  constructor(
    private readonly socket: WebSocket,
    readonly session: KnownSession,
    readonly tokenHash: string,
  ) {}

  get viewerId(): string {
    return this.session.viewer.id;
  }

  /** The message, or null when it is not one of ours. Too many end the socket. */
  receive(text: string, now = Date.now()): ClientMessage | null {
    if (now >= this.windowEnds) {
      this.windowEnds = now + WINDOW_MS;
      this.inWindow = 0;
    }
    this.inWindow += 1;
    this.alive = true;
    if (this.inWindow > MESSAGES_PER_WINDOW) this.close(CLOSE.policy);
    return this.inWindow > MESSAGES_PER_WINDOW ? null : parseMessage(text);
  }

  send(message: ServerMessage): void {
    if (this.socket.bufferedAmount > BUFFERED_MOST) this.close(CLOSE.tooMuch);
    else if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Ends the socket when the last ping had no answer. */
  ping(): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    this.send({ type: "ping" });
  }

  /** Says goodbye; a browser that does not answer is cut off. */
  close(code: number): void {
    this.socket.close(code);
    setTimeout(() => this.socket.terminate(), GOODBYE_MS).unref();
  }
}

/** A well-formed message of a client, or null. */
function parseMessage(text: string): ClientMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { type, causal, last_id } = value as Record<string, unknown>;
  if (type === "pong") return { type };
  if (type !== "hello" || typeof causal !== "string") return null;
  return { type, causal, last_id: typeof last_id === "string" ? last_id : null };
}
