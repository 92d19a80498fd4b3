import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { postEvent, revokedSessions, type Envelope, type PostEvent } from "./envelope.ts";

const SETTLE_MS = 15_000;
const RECHECK_AFTER_MS = [0, 5_000, SETTLE_MS];

export interface EventListener {
  onPost(event: PostEvent): void;
  onRevoked(sessionIds: string[]): void;
  /** Revocations may have been missed: whatever relies on them has to be asked again. */
  onDoubt(): void;
}

/**
 * Core NATS of the primary region. While the link is down, and until replication has caught up after it, what is held
 * about sessions cannot be trusted.
 */
export class EventLink {
  private connection: NatsConnection | null = null;
  private settledAt = Infinity;
  private timers: NodeJS.Timeout[] = [];
  private listener: EventListener | null = null;
  private closed = false;

  constructor(
    private readonly config: Pick<Config, "natsUrl">,
    private readonly log: FastifyBaseLogger,
  ) {}

  /** Whether revocations arrive, and have done so for long enough. */
  get isSettled(): boolean {
    return performance.now() >= this.settledAt;
  }

  listen(listener: EventListener): void {
    this.listener = listener;
  }

  start(): void {
    this.open().catch((error: unknown) => {
      if (!this.closed) this.log.error({ err: error }, "the event link could not be opened");
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.connection?.close();
  }

  private async open(): Promise<void> {
    const { host, username, password } = new URL(this.config.natsUrl);
    const connection = await connect({
      servers: host,
      user: username,
      pass: password,
      name: "bff",
      inboxPrefix: `_INBOX.${username}`,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      pingInterval: 1_000,
      maxPingOut: 2,
    });
    this.connection = connection;
    if (this.closed) return connection.close();
    this.subscribe(connection, "rt.all.content.post_created", (event) => this.post(event));
    this.subscribe(connection, "rt.all.content.post_deleted", (event) => this.post(event));
    this.subscribe(connection, "rt.all.user.session_revoked", (event) =>
      this.listener?.onRevoked(revokedSessions(event)),
    );
    this.settledAt = performance.now();
    void this.watch(connection);
  }

  private subscribe(connection: NatsConnection, subject: string, handle: (event: Envelope) => void): void {
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) return this.log.error({ err: error, subject }, "a subscription failed");
        try {
          handle(message.json<Envelope>());
        } catch (problem) {
          this.log.error({ err: problem, subject }, "an event could not be handled");
        }
      },
    });
  }

  private post(event: Envelope): void {
    const found = postEvent(event);
    if (found) this.listener?.onPost(found);
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === "disconnect" || type === "staleConnection") this.settledAt = Infinity;
      if (type === "reconnect") this.settle();
    }
  }

  private settle(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.settledAt = performance.now() + SETTLE_MS;
    this.timers = RECHECK_AFTER_MS.map((after) => setTimeout(() => this.listener?.onDoubt(), after));
  }
}
