import { comparePositions, newest } from "@mockstagram/shared/causal";
import type { CausalCodec } from "./codec.ts";

export interface Position {
  epoch: string;
  lsn: string;
}

export interface CausalAnswer {
  token: string;
  /** `<event id>.<codes left>,…` for events that some service has applied. */
  applied: string;
}

const CAUSAL = /^(?:(\d{1,10}):(\d{1,20}))?(?:;(.*))?$/;
const EVENT = /(\d{1,20})\.([a-z]+)/g;

/** What the viewer has seen, as one request knows it: read from the browser, raised by the services' answers. */
export class CausalScope {
  position: Position | null;
  stale = false;
  private readonly events: Map<string, string>;
  private readonly touched = new Map<string, string>();
  private changed = false;

  constructor(
    private readonly codec: CausalCodec,
    token: string,
  ) {
    const read = codec.read(token);
    this.position = read.position;
    this.events = new Map(newest(read.events).map((event) => [event.id, event.codes]));
  }

  /** The `causal` header for a service: the position, and the events that it has to apply. */
  headerFor(code: string): string {
    const ids = [...this.events].filter(([, codes]) => codes.includes(code)).map(([id]) => id);
    if (!this.position && ids.length === 0) return "";
    const position = this.position ? `${this.position.epoch}:${this.position.lsn}` : "";
    return ids.length === 0 ? position : `${position};${ids.join(",")}`;
  }

  /** Takes in the headers of a service's answer. */
  absorb(code: string, causal: string | undefined, applied: string | undefined): void {
    if (causal) this.absorbCausal(causal);
    for (const id of applied ? applied.split(",") : []) this.markApplied(id.trim(), code);
  }

  see(position: Position): void {
    if (this.position && comparePositions(this.position, position) >= 0) return;
    this.position = position;
    this.changed = true;
  }

  /** Whether what was read at `known` may miss something that this viewer has seen. */
  isBeyond(known: Position | null): boolean {
    return this.position !== null && (known === null || comparePositions(this.position, known) > 0);
  }

  /** What the browser has to be told, or null when it knows everything already. */
  answer(): CausalAnswer | null {
    if (!this.changed) return null;
    return {
      token: this.token(),
      applied: [...this.touched].map(([id, left]) => `${id}.${left}`).join(","),
    };
  }

  token(): string {
    const events = newest([...this.events].map(([id, codes]) => ({ id, codes })));
    const parts = events.map(({ id, codes }) => this.codec.event(id, codes));
    if (this.position) parts.unshift(this.codec.position(this.position.epoch, this.position.lsn));
    return parts.join(";");
  }

  private absorbCausal(header: string): void {
    const [, epoch, lsn, events = ""] = CAUSAL.exec(header) ?? [];
    if (epoch && lsn) this.see({ epoch, lsn });
    for (const [, id = "", codes = ""] of events.matchAll(EVENT)) this.addEvent(id, this.codec.awaited(codes));
  }

  private addEvent(id: string, codes: string): void {
    if (codes === "") return;
    this.events.set(id, codes);
    this.changed = true;
  }

  private markApplied(id: string, code: string): void {
    const codes = this.events.get(id);
    if (!codes?.includes(code)) return;
    const left = codes.replace(code, "");
    if (left) this.events.set(id, left);
    else this.events.delete(id);
    this.touched.set(id, left);
    this.changed = true;
  }
}
