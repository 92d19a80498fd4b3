import type { FollowList } from "@mockstagram/shared/api/accounts";
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem, isAbsent } from "./api/problem";

/** One place for the keys of server state, so that an act knows what it touches. */
export const keys = {
  feed: ["feed", "following"] as const,
  post: (code: string) => ["post", code] as const,
  revisions: (code: string) => ["revisions", code] as const,
  profile: (username: string) => ["profile", username.toLowerCase()] as const,
  hashtag: (tag: string) => ["hashtag", tag] as const,
  hashtagPosts: (tag: string) => ["hashtag", tag, "posts"] as const,
  matches: (kind: "hashtag" | "mention", prefix: string) => ["matches", kind, prefix] as const,
  archive: ["archive"] as const,
  grid: (username: string) => ["grid", username.toLowerCase()] as const,
  accounts: (username: string, list: FollowList, search = "") =>
    ["accounts", username.toLowerCase(), list, ...(search ? [search] : [])] as const,
  blocked: ["blocked"] as const,
  muted: ["muted"] as const,
  requests: ["requests"] as const,
  requestCount: ["request-count"] as const,
  suggestions: ["suggestions"] as const,
  sessions: ["sessions"] as const,
  secondFactor: ["second-factor"] as const,
  replication: ["replication"] as const,
};

const RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: false,
        // A page that came with its refusal shows it at once; the person asks again.
        retryOnMount: (query) => !isAbsent(query.state.error),
        retry: (failures, error) => failures < RETRIES && error instanceof ApiProblem && error.transient,
      },
      mutations: { networkMode: "always" },
    },
  });
}

interface Identified {
  id: string;
}

/** Replaces a thing, by its id, wherever the cache holds it. `null` from `change` removes it from the lists it is in. */
export function changeInCache<Thing extends Identified>(
  client: QueryClient,
  is: (value: Identified) => value is Thing,
  change: (thing: Thing) => Thing | null,
): void {
  for (const query of client.getQueryCache().getAll()) {
    const before: unknown = query.state.data;
    const after = mapDeep(before, (value) => (is(value) ? change(value) : value));
    if (after !== before && after !== null)
      client.setQueryData(query.queryKey, after, { updatedAt: query.state.dataUpdatedAt });
  }
}

function mapDeep(value: unknown, change: (thing: Identified) => unknown): unknown {
  if (Array.isArray(value)) return mapList(value, change);
  if (typeof value !== "object" || value === null) return value;
  const own = "id" in value && typeof value.id === "string" ? change(value as Identified) : value;
  if (own === null) return null;
  let changed = own !== value;
  const entries = Object.entries(own as object).map(([name, part]: [string, unknown]) => {
    const next = mapDeep(part, change);
    changed ||= next !== part;
    return [name, next];
  });
  return changed ? (Object.fromEntries(entries) as unknown) : value;
}

function mapList(list: unknown[], change: (thing: Identified) => unknown): unknown[] {
  const next = list.map((item) => mapDeep(item, change)).filter((item, index) => item !== null || list[index] === null);
  return next.length === list.length && next.every((item, index) => item === list[index]) ? list : next;
}
