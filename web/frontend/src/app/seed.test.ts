import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import { expect, test } from "vitest";
import { createQueryClient, keys } from "@/lib/query";
import { alice, feed, grid, profileOf, session } from "../../testing/fixtures";
import { seedCache } from "./seed";

const page = (changes: Partial<Bootstrap>): Bootstrap => ({
  session,
  causal: "",
  route: { name: "home", params: {} },
  data: null,
  problem: null,
  stale: false,
  ...changes,
});

test("the first page of the feed comes from the page itself", () => {
  const client = createQueryClient();
  seedCache(client, page({ data: { feed: feed(2, "more") } }));
  expect(client.getQueryData(keys.feed)).toMatchObject({ pages: [{ next: "more" }], pageParams: [null] });
});

test("a part that did not arrive is left to be asked for", () => {
  const client = createQueryClient();
  const route = { name: "profile" as const, params: { username: "Alice" } };
  seedCache(client, page({ route, data: { profile: profileOf(alice), posts: null } }));
  expect(client.getQueryData(keys.profile("alice"))).toBeDefined();
  expect(client.getQueryData(keys.grid("alice"))).toBeUndefined();
  seedCache(client, page({ route, data: { profile: profileOf(alice), posts: grid(3) } }));
  expect(client.getQueryData(keys.grid("alice"))).toBeDefined();
});

test("a refusal is known without asking again", () => {
  const client = createQueryClient();
  const problem = { type: "about:blank", title: "", status: 404, code: "post_not_found" };
  seedCache(client, page({ route: { name: "post", params: { code: "x" } }, problem }));
  expect(client.getQueryState(keys.post("x"))).toMatchObject({ status: "error", error: { code: "post_not_found" } });
});
