import type { AccountMatches } from "@mockstagram/shared/api/accounts";
import type { Avatar } from "@mockstagram/shared/api/common";
import type { HashtagMatches } from "@mockstagram/shared/api/hashtags";
import { parseEntities, type Entity } from "@mockstagram/shared/entities";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "./api/client";
import { useDebounced } from "./debounced";
import { keys } from "./query";

const PAUSE_MS = 150;
/** With them behind it, whatever can become a tag or a mention is one already. */
const REST = "aa";
const GOES_ON = /^[\p{L}\p{M}\p{N}_]/u;

/** The beginning of a tag or mention, as it stands right before the caret. */
export interface Typed {
  kind: Entity["kind"];
  /** Without its sign, in lower case. */
  prefix: string;
  /** Where its sign stands. */
  start: number;
}

/** What is being typed at the caret, if it is to become a tag or a mention and has a letter already. */
export function typedAt(text: string, caret: number): Typed | null {
  if (GOES_ON.test(text.slice(caret))) return null;
  const before = text.slice(0, caret);
  const last = parseEntities(before + REST).at(-1);
  if (last?.end !== caret + REST.length || last.start + 1 >= caret) return null;
  return { kind: last.kind, prefix: before.slice(last.start + 1).toLowerCase(), start: last.start };
}

/** The text with what is being typed replaced by a name, and where the caret stands then. */
export function withName(text: string, caret: number, { start }: Typed, name: string): { text: string; caret: number } {
  const rest = text.slice(caret);
  const head = text.slice(0, start + 1) + name;
  const space = rest.startsWith(" ") ? "" : " ";
  return { text: head + space + rest, caret: head.length + 1 };
}

/** Something that one may mean: a tag, or an account with what it shows. */
export interface Suggestion {
  name: string;
  account?: { name: string; avatar: Avatar | null };
  /** How many public posts have the tag, where there are many. */
  posts?: number | null;
}

async function find({ kind, prefix }: Pick<Typed, "kind" | "prefix">, signal: AbortSignal): Promise<Suggestion[]> {
  if (kind === "hashtag") {
    return (await request<HashtagMatches>("/hashtags", { query: { prefix }, signal })).items;
  }
  const { items } = await request<AccountMatches>("/accounts", { query: { prefix }, signal });
  return items.map(({ username, name, avatar }) => ({ name: username, account: { name, avatar } }));
}

const NOTHING: Typed = { kind: "hashtag", prefix: "", start: 0 };

/** Suggestions for what is being typed; while newer ones are on their way, those of the older ones that still fit. */
export function useSuggestions(typed: Typed | null): Suggestion[] {
  const wanted = typed ?? NOTHING;
  const { kind, prefix } = wanted;
  const settled = useDebounced(kind + prefix, PAUSE_MS);
  const { data = [] } = useQuery({
    queryKey: keys.matches(kind, prefix),
    queryFn: ({ signal }) => find(wanted, signal),
    enabled: prefix !== "" && settled === kind + prefix,
    placeholderData: keepPreviousData,
  });
  return typed ? data.filter(({ name, account }) => fits(typed, name, account !== undefined)) : [];
}

const fits = ({ kind, prefix }: Typed, name: string, isAccount: boolean): boolean =>
  isAccount === (kind === "mention") && name.startsWith(prefix.normalize("NFC")) && (isAccount || name !== prefix);
