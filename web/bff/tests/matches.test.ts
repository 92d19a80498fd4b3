import { AccountMatches } from "@mockstagram/shared/api/accounts";
import { HashtagMatches } from "@mockstagram/shared/api/hashtags";
import { Value } from "typebox/value";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALICE, BOB, card, currentSession, problem } from "./support/shapes.ts";
import { createWorld, HOST, TOKEN, type World } from "./support/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  world.context.sessions.forget();
  world.user.on("GET /user/sessions/current", { body: currentSession() });
});

const loggedIn = { host: HOST, cookie: `session=${TOKEN}` };
const get = (url: string, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method: "GET", url, headers });

describe("tags that begin so", () => {
  const serve = (...authors: string[][]) => {
    const items = authors.map((author_ids, at) => ({ tag: `sea${String(at)}`, posts: 99 + at, author_ids }));
    world.content.on("GET /content/hashtags", { body: { items, capped_at: 10_000 } });
  };
  const names = async () =>
    (await get("/api/v1/hashtags?prefix=sea")).json<HashtagMatches>().items.map(({ name }) => name);

  test("are told of with a count only where there are many", async () => {
    serve([BOB], [BOB]);
    world.user.on("GET /user/accounts", { body: { items: [card()] } });
    const found = (await get(`/api/v1/hashtags?prefix=${encodeURIComponent("바 &")}`)).json<HashtagMatches>();
    expect(Value.Check(HashtagMatches, found)).toBe(true);
    const items = [
      { name: "sea0", posts: null },
      { name: "sea1", posts: 100 },
    ];
    expect(found).toEqual({ items, capped_at: 10_000 });
    expect(world.content.calls("GET /content/hashtags")[0]?.query.get("prefix")).toBe("바 &");
    expect(world.user.calls("GET /user/accounts")).toHaveLength(1);
  });

  // Seen to fail with `tellable` answering everything.
  test("need a public author whom the viewer may see, whatever content believes", async () => {
    serve([ALICE], [BOB, ALICE], ["7301000000000000009"], []);
    world.user.on("GET /user/accounts", { body: { items: [card(), card({ id: ALICE, private: true })] } });
    expect(await names()).toEqual(["sea1"]);
    world.user.on("GET /user/accounts", { body: { items: [card({ may_see: false })] } });
    expect(await names()).toEqual([]);
  });

  test("are eight at most, and none when nobody says who may be seen", async () => {
    serve(...Array.from({ length: 12 }, () => [BOB]));
    world.user.on("GET /user/accounts", { body: { items: [card()] } });
    expect(await names()).toHaveLength(8);
    world.user.on("GET /user/accounts", problem(503, "unavailable"));
    expect((await get("/api/v1/hashtags?prefix=sea")).statusCode).toBe(503);
  });
});

test("accounts that begin so come as user orders them", async () => {
  world.user.on("GET /user/accounts/matching", { body: { items: [card(), card({ id: ALICE, username: "alice" })] } });
  const found = (await get("/api/v1/accounts?prefix=b")).json<AccountMatches>();
  expect(Value.Check(AccountMatches, found)).toBe(true);
  expect(found.items.map(({ username }) => username)).toEqual(["bob", "alice"]);
  expect(world.user.calls("GET /user/accounts/matching")[0]?.query.get("prefix")).toBe("b");
});

test("what cannot begin a name is refused, and so is who is not logged in", async () => {
  for (const path of ["accounts?prefix=a%20b", "accounts", "hashtags?prefix=", `hashtags?prefix=${"x".repeat(101)}`]) {
    expect((await get(`/api/v1/${path}`)).statusCode).toBe(422);
  }
  for (const path of ["accounts?prefix=a", "hashtags?prefix=a"]) {
    expect((await get(`/api/v1/${path}`, { host: HOST })).statusCode).toBe(401);
  }
});
