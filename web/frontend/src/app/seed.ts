import type { FollowList } from "@mockstagram/shared/api/accounts";
import type { Bootstrap, RouteData } from "@mockstagram/shared/bootstrap";
import type { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/lib/api/problem";
import { keys } from "@/lib/query";

/** Puts what came with the HTML into the cache, so that the first page of the route is not fetched a second time. */
export function seedCache(client: QueryClient, { route, data, problem }: Bootstrap): void {
  const { username = "", code = "", tag = "" } = route.params;
  const params = { username, code, tag };
  if (problem) seedProblem(client, problemKey(route.name, params), new ApiProblem(problem));
  if (data) SEEDS[route.name]?.(client, data, params);
}

interface Params {
  username: string;
  code: string;
  tag: string;
}

type Seed = (client: QueryClient, data: unknown, params: Params) => void;

const SEEDS: Partial<Record<Bootstrap["route"]["name"], Seed>> = {
  home: (client, data) => {
    seedList(client, keys.feed, (data as RouteData["home"]).feed);
  },
  requests: (client, data) => {
    seedList(client, keys.requests, (data as RouteData["requests"]).accounts);
  },
  post: (client, data, { code }) => {
    client.setQueryData(keys.post(code), (data as RouteData["post"]).post);
  },
  profile: (client, data, { username }) => {
    const { profile, posts } = data as RouteData["profile"];
    client.setQueryData(keys.profile(username), profile);
    seedList(client, keys.grid(username), posts);
  },
  archive: (client, data) => {
    seedList(client, keys.archive, (data as RouteData["archive"]).posts);
  },
  hashtag: (client, data, { tag }) => {
    const { hashtag, posts } = data as RouteData["hashtag"];
    client.setQueryData(keys.hashtag(tag), hashtag);
    seedList(client, keys.hashtagPosts(tag), posts);
  },
  followers: seedAccounts("followers"),
  following: seedAccounts("following"),
  mutuals: seedAccounts("mutuals"),
};

function seedAccounts(list: FollowList): Seed {
  return (client, data, { username }) => {
    const { profile, accounts } = data as RouteData["followers"];
    client.setQueryData(keys.profile(username), profile);
    seedList(client, keys.accounts(username, list), accounts);
  };
}

function seedList(client: QueryClient, queryKey: readonly string[], page: unknown): void {
  if (page) client.setQueryData(queryKey, { pages: [page], pageParams: [null] });
}

function problemKey(name: Bootstrap["route"]["name"], { username, code, tag }: Params): readonly string[] {
  const known: Partial<Record<typeof name, readonly string[]>> = {
    home: keys.feed,
    post: keys.post(code),
    requests: keys.requests,
    archive: keys.archive,
    hashtag: keys.hashtagPosts(tag),
  };
  return known[name] ?? keys.profile(username);
}

function seedProblem(client: QueryClient, queryKey: readonly string[], error: ApiProblem): void {
  client
    .getQueryCache()
    .build(client, { queryKey })
    .setState({ status: "error", fetchStatus: "idle", error, errorUpdateCount: 1, errorUpdatedAt: Date.now() });
}
