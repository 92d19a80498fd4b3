import type { Bootstrap, RouteData } from "@mockstagram/shared/bootstrap";
import type { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/lib/api/problem";
import { keys } from "@/lib/query";

/** Puts what came with the HTML into the cache, so that the first page of the route is not fetched a second time. */
export function seedCache(client: QueryClient, { route, data, problem }: Bootstrap): void {
  const { username = "", code = "" } = route.params;
  if (problem) seedProblem(client, problemKey(route.name, username, code), new ApiProblem(problem));
  if (!data) return;
  if (route.name === "home") seedList(client, keys.feed, (data as RouteData["home"]).feed);
  if (route.name === "post") client.setQueryData(keys.post(code), (data as RouteData["post"]).post);
  if (route.name === "profile") {
    const { profile, posts } = data as RouteData["profile"];
    client.setQueryData(keys.profile(username), profile);
    seedList(client, keys.grid(username), posts);
  }
  if (route.name === "followers" || route.name === "following") {
    const { profile, accounts } = data as RouteData["followers"];
    client.setQueryData(keys.profile(username), profile);
    seedList(client, keys.accounts(username, route.name), accounts);
  }
}

function seedList(client: QueryClient, queryKey: readonly string[], page: unknown): void {
  if (page) client.setQueryData(queryKey, { pages: [page], pageParams: [null] });
}

function problemKey(name: string, username: string, code: string): readonly string[] {
  if (name === "post") return keys.post(code);
  return name === "home" ? keys.feed : keys.profile(username);
}

function seedProblem(client: QueryClient, queryKey: readonly string[], error: ApiProblem): void {
  client
    .getQueryCache()
    .build(client, { queryKey })
    .setState({ status: "error", fetchStatus: "idle", error, errorUpdateCount: 1, errorUpdatedAt: Date.now() });
}
