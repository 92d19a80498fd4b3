import { randomBytes } from "node:crypto";
import type { PostEvent } from "./envelope.ts";

const KEPT = 2_000;

/** The last events in the order in which they arrived here, so that a socket that was away can be brought up to date. */
export class History {
  private readonly boot = randomBytes(4).toString("hex");
  private readonly events: PostEvent[] = [];
  private count = 0;

  /** The place after everything so far. */
  get position(): string {
    return `${this.boot}-${this.count}`;
  }

  /** Keeps the event and tells its place. */
  add(event: PostEvent): string {
    this.events.push(event);
    this.count += 1;
    if (this.events.length > KEPT) this.events.shift();
    return this.position;
  }

  /** Everything after a place with the places, or null when it is not (or no longer) known here. */
  after(position: string): { id: string; event: PostEvent }[] | null {
    const [boot, text = ""] = position.split("-");
    const from = Number(text);
    const first = this.count - this.events.length;
    if (boot !== this.boot || !Number.isInteger(from) || from < first || from > this.count) return null;
    return this.events.slice(from - first).map((event, index) => ({ id: `${this.boot}-${from + index + 1}`, event }));
  }
}
