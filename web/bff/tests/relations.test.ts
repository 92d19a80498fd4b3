import { AccountPage, type Profile } from "@mockstagram/shared/api/accounts";
import { Value } from "typebox/value";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALICE, BOB, card, currentSession, post, problem, profile, viewer } from "./support/shapes.ts";
import { codec, createWorld, SAME_ORIGIN, TOKEN, type World } from "./support/world.ts";

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

type Method = "GET" | "PUT" | "PATCH" | "DELETE";
const loggedIn = { ...SAME_ORIGIN, cookie: `session=${TOKEN}` };
const ask = (method: Method, url: string, payload?: object, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });

const asking = card({
  relation: {
    own: false,
    following: "none",
    followed_by: false,
    requested_by: true,
    blocking: false,
    muting: false,
    version: 0,
  },
});

describe("follow requests", () => {
  test("are one call in this region, and must show what the viewer has just decided", async () => {
    world.user.on("GET /user/follow-requests", { body: { items: [asking], next: "bmV4dA" } });
    const answer = await ask("GET", "/follow-requests?limit=5", undefined, {
      ...loggedIn,
      "x-causal": codec.position("1", "900"),
    });
    const page = answer.json<AccountPage>();
    expect(Value.Check(AccountPage, page)).toBe(true);
    expect(page).toMatchObject({ items: [{ username: "bob", relation: { requested_by: true } }], next: "bmV4dA" });
    const [call] = world.user.calls("GET /user/follow-requests");
    expect(call?.query.get("limit")).toBe("5");
    expect(call?.headers["causal-mode"]).toBe("require");
    expect(world.primary.seen).toHaveLength(0);
  });

  test("are counted up to a limit", async () => {
    world.user.on("GET /user/follow-requests/count", { body: { count: 100, capped_at: 100 } });
    expect((await ask("GET", "/follow-requests/count")).json()).toEqual({ count: 100, capped_at: 100 });
  });

  test.each([
    ["PUT", `/follow-requests/${BOB}`, "following"],
    ["DELETE", `/follow-requests/${BOB}`, "none"],
    ["DELETE", `/followers/${BOB}`, "none"],
  ] as const)("%s %s is one call to the primary region", async (method, path, following) => {
    const body = { account_id: BOB, following, version: 4 };
    world.primary.on(`${method} /user${path}`, { body });
    const answer = await ask(method, path, undefined, { ...loggedIn, "idempotency-key": "decision-1" });
    expect(answer.json()).toEqual(body);
    expect(world.primary.seen).toHaveLength(1);
    expect(world.primary.seen[0]?.headers["idempotency-key"]).toBe("decision-1");
  });

  test("that was taken back cannot be accepted", async () => {
    world.primary.on("PUT /user/follow-requests/*", problem(404, "request_not_found"));
    expect((await ask("PUT", `/follow-requests/${BOB}`)).json()).toMatchObject({ code: "request_not_found" });
  });

  test.each([
    ["GET", "/follow-requests"],
    ["GET", "/follow-requests/count"],
    ["PUT", `/follow-requests/${BOB}`],
    ["DELETE", `/follow-requests/${BOB}`],
    ["DELETE", `/followers/${BOB}`],
  ] as const)("%s %s needs somebody who is logged in", async (method, path) => {
    expect((await ask(method, path, undefined, SAME_ORIGIN)).json()).toMatchObject({ code: "unauthenticated" });
  });
});

describe("blocks", () => {
  test.each([
    ["PUT", true],
    ["DELETE", false],
  ] as const)("%s is one call to the primary region", async (method, blocking) => {
    const body = { account_id: BOB, blocking, version: 4 };
    world.primary.on(`${method} /user/blocks/*`, { body, headers: { causal: "1:700;74000.h" } });
    const answer = await ask(method, `/accounts/${BOB}/block`, undefined, {
      ...loggedIn,
      "idempotency-key": "block-01",
    });
    expect(answer.json()).toEqual(body);
    expect(world.primary.seen).toHaveLength(1);
    expect(codec.read(String(answer.headers["x-causal"])).events).toMatchObject([{ id: "74000", codes: "h" }]);
  });

  test("are listed for who made them", async () => {
    const relation = { ...asking.relation, requested_by: false, blocking: true };
    world.user.on("GET /user/blocks", { body: { items: [card({ relation, may_see: false })], next: null } });
    const page = (await ask("GET", "/blocks")).json<AccountPage>();
    expect(Value.Check(AccountPage, page)).toBe(true);
    expect(page.items[0]).toMatchObject({ username: "bob", relation: { blocking: true } });
    expect(world.primary.seen).toHaveLength(0);
  });

  test("keep somebody from being suggested before recommend knows of them", async () => {
    const reason = { kind: "popular" as const, count: 2, accounts: [] };
    const relation = { ...asking.relation, blocking: true };
    world.recommend.on("GET /recommend/accounts/suggestions", { body: { items: [{ account_id: BOB, reason }] } });
    world.user.on("GET /user/accounts", { body: { items: [card({ relation, may_see: false })] } });
    expect((await ask("GET", "/suggestions")).json()).toEqual({ items: [] });
  });

  test.each([
    ["GET", "/blocks"],
    ["PUT", `/accounts/${BOB}/block`],
    ["DELETE", `/accounts/${BOB}/block`],
  ] as const)("%s %s needs somebody who is logged in", async (method, path) => {
    expect((await ask(method, path, undefined, SAME_ORIGIN)).json()).toMatchObject({ code: "unauthenticated" });
  });
});

describe("mutes", () => {
  test.each([
    ["PUT", true],
    ["DELETE", false],
  ] as const)("%s is one call to the primary region", async (method, muting) => {
    const body = { account_id: BOB, muting, version: 4 };
    world.primary.on(`${method} /user/mutes/*`, { body });
    expect((await ask(method, `/accounts/${BOB}/mute`)).json()).toEqual(body);
    expect(world.primary.seen).toHaveLength(1);
  });

  test("are listed for who made them", async () => {
    const relation = { ...card().relation, muting: true };
    world.user.on("GET /user/mutes", { body: { items: [card({ relation })], next: null } });
    const page = (await ask("GET", "/mutes")).json<AccountPage>();
    expect(page.items[0]).toMatchObject({ username: "bob", relation: { muting: true, following: "following" } });
  });

  test("leave posts out of the home feed before recommend knows of them, and nowhere else", async () => {
    world.recommend.on("GET /recommend/home/following", {
      body: { items: [{ post_id: post().id, author_id: BOB }], next: null },
    });
    world.content.on("GET /content/posts", { body: { items: [post()] } });
    world.user.on("GET /user/accounts", {
      body: { items: [card({ relation: { ...card().relation, muting: true } })] },
    });
    expect((await ask("GET", "/feed/following")).json()).toMatchObject({ items: [] });
    expect((await ask("GET", "/posts/8hKelGeWVfU")).statusCode).toBe(200);
  });

  test.each([
    ["GET", "/mutes"],
    ["PUT", `/accounts/${BOB}/mute`],
    ["DELETE", `/accounts/${BOB}/mute`],
  ] as const)("%s %s needs somebody who is logged in", async (method, path) => {
    expect((await ask(method, path, undefined, SAME_ORIGIN)).json()).toMatchObject({ code: "unauthenticated" });
  });
});

test("an account that goes private knows so at once", async () => {
  world.primary.on("PATCH /user/preferences", { body: viewer({ private: true }), headers: { causal: "1:800;" } });
  const answer = await ask("PATCH", "/me/preferences", { private: true });
  expect(answer.json()).toMatchObject({ viewer: { private: true } });
  const causal = String(answer.headers["x-causal"]);
  const session = await ask("GET", "/session", undefined, { ...loggedIn, "x-causal": causal });
  expect(session.json()).toMatchObject({ viewer: { private: true } });
  expect(world.primary.seen).toHaveLength(1);
});

describe("lists of followers", () => {
  const named = (path: string) => `GET /user/accounts/${BOB}/${path}`;
  beforeEach(() => {
    world.user.on("GET /user/accounts/by-username/bob", {
      body: profile({ mutuals: { items: [card({ id: ALICE, username: "alice" })], count: 3 } }),
    });
  });

  test.each(["followers", "following"])("are searched in %s", async (side) => {
    world.user.on(named(side), { body: { items: [card()], next: null } });
    const page = (
      await ask("GET", `/accounts/bob/${side}?q=${encodeURIComponent("한 &x")}&limit=3`)
    ).json<AccountPage>();
    expect(page.items.map(({ username }) => username)).toEqual(["bob"]);
    const [call] = world.user.calls(named(side));
    expect([call?.query.get("q"), call?.query.get("limit")]).toEqual(["한 &x", "3"]);
    expect((await ask("GET", `/accounts/bob/${side}?q=${"x".repeat(65)}`)).statusCode).toBe(422);
    expect(world.primary.seen).toHaveLength(0);
  });

  test("show those of them whom the viewer follows", async () => {
    world.user.on(named("mutuals"), { body: { items: [card()], next: null } });
    expect((await ask("GET", "/accounts/bob/mutuals")).json<AccountPage>().items).toHaveLength(1);
    expect((await ask("GET", "/accounts/bob")).json<Profile>().mutuals).toEqual({
      accounts: [{ id: ALICE, username: "alice", avatar: null }],
      count: 3,
    });
    expect((await ask("GET", "/accounts/bob/mutuals", undefined, SAME_ORIGIN)).statusCode).toBe(401);
  });
});
