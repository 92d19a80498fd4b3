import { LIMITS } from "./limits.ts";

/** The browser's causal token (docs/protocols.md, section 3): merging without the key, part by part. */
export interface PositionPart {
  epoch: string;
  lsn: string;
  /** The part as it was received, signature included. */
  text: string;
}

export interface EventPart {
  id: string;
  /** Letters of the services that have not yet said "applied". */
  codes: string;
  text: string;
}

export interface CausalToken {
  position: PositionPart | null;
  events: EventPart[];
}

const POSITION = /^c\.(\d{1,10})\.(\d{1,20})\.[A-Za-z0-9_-]{16}$/;
const EVENT = /^e\.(\d{1,20})\.([a-z]+)\.[A-Za-z0-9_-]{16}$/;

/** Reads a token; parts that are not well formed count as absent. */
export function parseToken(text: string): CausalToken {
  const token: CausalToken = { position: null, events: [] };
  for (const part of text.split(";")) {
    const position = POSITION.exec(part);
    if (position) token.position = greater(token.position, toPosition(position, part));
    const event = EVENT.exec(part);
    if (event) token.events.push({ id: event[1] ?? "", codes: event[2] ?? "", text: part });
  }
  return token;
}

const toPosition = (match: RegExpExecArray, text: string): PositionPart => ({
  epoch: match[1] ?? "0",
  lsn: match[2] ?? "0",
  text,
});

export function formatToken(token: CausalToken): string {
  const events = token.events.map((event) => event.text);
  return (token.position ? [token.position.text, ...events] : events).join(";");
}

/** What both tokens know: the greater position, and every event that is not known to be applied everywhere. */
export function mergeTokens(current: string, received: string, applied = ""): string {
  const [mine, theirs] = [parseToken(current), parseToken(received)];
  const left = parseApplied(applied);
  const events = new Map<string, EventPart>();
  for (const event of [...mine.events, ...theirs.events]) {
    if (left.get(event.id) === "") continue;
    const known = events.get(event.id);
    if (!known || event.codes.length < known.codes.length) events.set(event.id, event);
  }
  return formatToken({
    position: greater(mine.position, theirs.position),
    events: newest([...events.values()]),
  });
}

/** `<id>.<codes left>,…` as the header x-causal-applied carries it. */
export function parseApplied(header: string): Map<string, string> {
  const left = new Map<string, string>();
  for (const item of header.split(",")) {
    const [id, codes] = item.trim().split(".");
    if (id) left.set(id, codes ?? "");
  }
  return left;
}

/** The events worth carrying: the newest sixteen, oldest first. Ids rise with time. */
export function newest<Item extends { id: string }>(events: readonly Item[]): Item[] {
  return [...events].sort((a, b) => compareDecimal(a.id, b.id)).slice(-LIMITS.causalEvents);
}

type Ordered = Pick<PositionPart, "epoch" | "lsn">;

export const comparePositions = (a: Ordered, b: Ordered) =>
  compareDecimal(a.epoch, b.epoch) || compareDecimal(a.lsn, b.lsn);

export function greater<Item extends Ordered>(a: Item | null, b: Item | null): Item | null {
  if (!a || !b) return a ?? b;
  return comparePositions(a, b) >= 0 ? a : b;
}

/** Orders unsigned decimals without leading zeros, of any length. */
export function compareDecimal(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}
