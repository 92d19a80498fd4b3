import { listFollowersAmong } from "../clients/recommend.ts";
import type { Context } from "../context.ts";
import { recordMessage, recordSockets } from "../telemetry/metrics.ts";
import { CLOSE, type ClientSocket } from "./client-socket.ts";
import type { EventListener } from "./event-link.ts";
import type { PostEvent } from "./envelope.ts";
import { History } from "./history.ts";
import { subscriberCodes } from "./subscribers.ts";

const PING_EVERY_MS = 10_000;
const VIEWERS_PER_QUESTION = 1_000;
const SOCKETS_PER_VIEWER = 12;
const SOCKETS_AT_MOST = 20_000;

/** The open sockets of this process, and what is sent into them. */
export class Hub implements EventListener {
  private readonly byViewer = new Map<string, Set<ClientSocket>>();
  private readonly history = new History();
  private open = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly context: Context) {}

  start(): void {
    this.context.events.listen(this);
    this.timer = setInterval(() => this.each((socket) => socket.ping()), PING_EVERY_MS);
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.each((socket) => socket.close(CLOSE.goingAway));
  }

  /** Whether there was room for the socket. */
  add(socket: ClientSocket): boolean {
    const mine = this.byViewer.get(socket.viewerId) ?? new Set();
    if (mine.size >= SOCKETS_PER_VIEWER || this.open >= SOCKETS_AT_MOST) return false;
    this.byViewer.set(socket.viewerId, mine.add(socket));
    this.count(1);
    return true;
  }

  remove(socket: ClientSocket): void {
    const mine = this.byViewer.get(socket.viewerId);
    if (!mine?.delete(socket)) return;
    if (mine.size === 0) this.byViewer.delete(socket.viewerId);
    this.count(-1);
  }

  /** Brings a socket up to date from where its browser was last; from then on it gets everything. */
  async resume(socket: ClientSocket, lastId: string | null): Promise<void> {
    const missed = lastId === null ? [] : this.history.after(lastId);
    socket.isReady = true;
    socket.send({ type: "ready", id: this.history.position, resumed: missed !== null });
    for (const { id, event } of missed ?? []) {
      const concerned = await this.concerned(event, [socket.viewerId]);
      if (concerned.has(socket.viewerId)) this.send(socket, id, event);
    }
  }

  onPost(event: PostEvent): void {
    const id = this.history.add(event);
    this.deliver(id, event).catch((error: unknown) =>
      this.context.log.warn({ err: error }, "an event reached no socket"),
    );
  }

  onRevoked(sessionIds: string[]): void {
    this.context.sessions.revoke(sessionIds);
    const revoked = new Set(sessionIds);
    this.each((socket) => {
      if (revoked.has(socket.session.sessionId)) this.end(socket);
    });
  }

  onDoubt(): void {
    this.context.sessions.forget();
    this.each((socket) => {
      this.recheck(socket).catch((error: unknown) =>
        this.context.log.info({ err: error }, "a session was not re-checked"),
      );
    });
  }

  private async recheck(socket: ClientSocket): Promise<void> {
    const session = await this.context.sessions.ask(this.context.backgroundScope(), socket.tokenHash);
    if (!session) this.end(socket);
  }

  private async deliver(id: string, event: PostEvent): Promise<void> {
    const viewers = [...this.byViewer.keys()];
    for (let start = 0; start < viewers.length; start += VIEWERS_PER_QUESTION) {
      const concerned = await this.concerned(event, viewers.slice(start, start + VIEWERS_PER_QUESTION));
      for (const viewer of concerned) this.sendTo(viewer, id, event);
    }
  }

  private async concerned(event: PostEvent, viewers: string[]): Promise<Set<string>> {
    const { services } = this.context;
    const others = viewers.filter((viewer) => viewer !== event.authorId);
    const scope = this.context.backgroundScope();
    const answer =
      others.length > 0 ? await listFollowersAmong(services, scope, event.authorId, others) : { viewers: [] };
    const concerned = new Set(answer.viewers);
    // A deletion leaves the author's other windows too; what he published himself is no news to him.
    if (event.type === "post_deleted" && viewers.includes(event.authorId)) concerned.add(event.authorId);
    return concerned;
  }

  private sendTo(viewerId: string, id: string, event: PostEvent): void {
    for (const socket of this.byViewer.get(viewerId) ?? []) {
      if (socket.isReady) this.send(socket, id, event);
    }
  }

  private send(socket: ClientSocket, id: string, event: PostEvent): void {
    socket.send({ type: event.type, id, causal: this.causalOf(event), post_id: event.postId });
    recordMessage(event.type);
  }

  /** What a browser has to have seen before it can see the event's effect. */
  private causalOf({ eventId, eventType, position }: PostEvent): string {
    const { codec, config } = this.context;
    const codes = codec.awaited(subscriberCodes(eventType, config.codes));
    const parts = position ? [codec.position(position.epoch, position.lsn)] : [];
    return [...parts, ...(codes ? [codec.event(eventId, codes)] : [])].join(";");
  }

  private end(socket: ClientSocket): void {
    socket.send({ type: "session_revoked" });
    socket.close(CLOSE.revoked);
  }

  private each(act: (socket: ClientSocket) => void): void {
    for (const sockets of this.byViewer.values()) for (const socket of sockets) act(socket);
  }

  private count(change: number): void {
    this.open += change;
    recordSockets(this.open);
  }
}
