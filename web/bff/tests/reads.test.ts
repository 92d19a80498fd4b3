import { createHmac, verify } from "node:crypto";
import { PostPage } from "@mockstagram/shared/api/posts";
import { Profile } from "@mockstagram/shared/api/accounts";
import { parseToken } from "@mockstagram/shared/causal";
import { Value } from "typebox/value";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALICE, BOB, card, currentSession, post, problem, profile } from "./support/shapes.ts";
import { codec, createWorld, HOST, TOKEN, type World } from "./support/world.ts";

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

const FEED = "/api/v1/feed/following";
const loggedIn = { host: HOST, cookie: `session=${TOKEN}` };
const get = (url: string, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method: "GET", url, headers });

function serveFeed(items = [{ post_id: post().id, author_id: BOB }]): void {
  world.recommend.on("GET /recommend/home/following", { body: { items, next: "bmV4dA" } });
  world.content.on("GET /content/posts", { body: { items: [post()] } });
  world.user.on("GET /user/accounts", { body: { items: [card()] } });
}

describe("the home feed", () => {
  test("is made of one call per kind of thing, and of the documented form", async () => {
    serveFeed();
    const answer = await get(FEED);
    expect(answer.statusCode).toBe(200);
    const page = answer.json<PostPage>();
    expect(Value.Check(PostPage, page)).toBe(true);
    expect(page.next).toBe("bmV4dA");
    expect(page.items[0]).toMatchObject({ caption: "at sea", own: false, author: { username: "bob" } });
    expect(page.items[0]?.media[0]?.sources.map(({ width }) => width)).toEqual([320, 1080]);
    for (const upstream of [world.recommend, world.content]) expect(upstream.seen).toHaveLength(1);
    expect(world.user.calls("GET /user/accounts")).toHaveLength(1);
    expect(world.primary.seen).toHaveLength(0);
    expect(answer.headers["server-timing"]).toMatch(/region;desc="ap-northeast".*wan;desc="0"/);
  });

  test("asks for known bodies by version and goes on showing them", async () => {
    serveFeed();
    await get(FEED);
    world.content.on("GET /content/posts", ({ query }) => {
      expect(query.get("ids")).toBe(`${post().id}:1`);
      return { body: { items: [{ id: post().id, version: 1, own: false, unchanged: true }] } };
    });
    const page = (await get(FEED)).json<PostPage>();
    expect(page.items[0]?.caption).toBe("at sea");
  });

  test("shows nothing that user does not allow, whatever recommend and content say", async () => {
    serveFeed();
    world.user.on("GET /user/accounts", { body: { items: [card({ may_see: false })] } });
    expect((await get(FEED)).json<PostPage>().items).toEqual([]);
    world.user.on("GET /user/accounts", { body: { items: [] } });
    expect((await get(FEED)).json<PostPage>().items).toEqual([]);
  });

  test("is a clear refusal when a part that decides does not answer", async () => {
    serveFeed();
    world.user.on("GET /user/accounts", problem(503, "unavailable", { retry_after: 1 }));
    const answer = await get(FEED);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });

  test("tells services who asks, with a token that verifies", async () => {
    serveFeed();
    await get(FEED);
    const [scheme, token = ""] = (world.recommend.seen[0]?.headers.authorization ?? "").split(" ");
    const [head = "", payload = "", signature = ""] = token.split(".");
    expect(scheme).toBe("Bearer");
    expect(verify(null, Buffer.from(`${head}.${payload}`), world.publicKey, Buffer.from(signature, "base64url"))).toBe(
      true,
    );
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ iss: "bff-ap-northeast", sub: ALICE, sid: currentSession().session_id });
    expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(60);
  });
});

describe("causal reads", () => {
  const token = () => [codec.position("1", "900"), codec.event("50", "hm")].join(";");

  test("send each service the position and its own events", async () => {
    serveFeed();
    await get(FEED, { ...loggedIn, "x-causal": token() });
    expect(world.recommend.seen[0]?.headers).toMatchObject({ causal: "1:900;50", "causal-mode": "require" });
    expect(world.content.seen[0]?.headers.causal).toBe("1:900");
  });

  test("drop what is applied, and tell the browser", async () => {
    serveFeed();
    world.recommend.on("GET /recommend/home/following", {
      body: { items: [], next: null },
      headers: { "causal-applied": "50" },
    });
    const answer = await get(FEED, { ...loggedIn, "x-causal": codec.event("50", "h") });
    expect(answer.headers["x-causal-applied"]).toBe("50.");
    expect(answer.headers["x-causal"]).toBe("");
  });

  test("ignore parts that somebody made up", async () => {
    serveFeed();
    await get(FEED, { ...loggedIn, "x-causal": codec.position("1", "900").replace("900", "901") });
    expect(world.recommend.seen[0]?.headers.causal).toBeUndefined();
  });

  test("repeat once in the primary region when the replica is behind, and rise to its position", async () => {
    serveFeed();
    world.recommend.on("GET /recommend/home/following", problem(425, "replica_behind"));
    world.primary.on("GET /recommend/home/following", {
      body: { items: [], next: null },
      headers: { causal: "1:1200" },
    });
    const answer = await get(FEED, { ...loggedIn, "x-causal": codec.position("1", "900") });
    expect(answer.statusCode).toBe(200);
    expect(parseToken(String(answer.headers["x-causal"])).position?.lsn).toBe("1200");
    expect(answer.headers["server-timing"]).toContain('wan;desc="1"');
    expect(world.primary.seen).toHaveLength(1);
  });

  test("pass on that something may be missing", async () => {
    serveFeed();
    world.user.on("GET /user/accounts", { body: { items: [card()] }, headers: { stale: "1" } });
    expect((await get(FEED)).headers["x-stale"]).toBe("1");
    serveFeed();
    expect((await get(FEED)).headers["x-stale"]).toBeUndefined();
  });

  test("take the position of the first load from the cookie", async () => {
    serveFeed();
    const cookie = `${loggedIn.cookie}; causal=${encodeURIComponent(codec.position("1", "77"))}`;
    await get(FEED, { host: HOST, cookie });
    expect(world.recommend.seen[0]?.headers.causal).toBe("1:77");
  });
});

describe("a profile", () => {
  test("goes without the number of posts when content does not answer", async () => {
    world.user.on("GET /user/accounts/by-username/bob", { body: profile() });
    world.content.on("GET /content/accounts/*/counts", problem(503, "unavailable"));
    const answer = await get("/api/v1/accounts/bob", { host: HOST });
    expect(answer.statusCode).toBe(200);
    expect(Value.Check(Profile, answer.json())).toBe(true);
    expect(answer.json<Profile>().counts.posts).toBeNull();
  });

  test("keeps its posts to itself when it is private", async () => {
    world.user.on("GET /user/accounts/by-username/bob", { body: profile({ private: true, may_see: false }) });
    const answer = await get("/api/v1/accounts/bob/posts", { host: HOST });
    expect(answer.json()).toMatchObject({ status: 403, code: "account_private" });
    expect(world.content.seen).toHaveLength(0);
  });

  test("that does not exist is a 404 with the service's code", async () => {
    world.user.on("GET /user/accounts/by-username/*", problem(404, "account_not_found"));
    expect((await get("/api/v1/accounts/nobody")).json()).toMatchObject({ status: 404, code: "account_not_found" });
  });
});

test("people to follow are who user lets the viewer know of and nobody who is followed already", async () => {
  const reason = { kind: "followed_by" as const, count: 2, accounts: [BOB, "99"] };
  world.recommend.on("GET /recommend/accounts/suggestions", {
    body: { items: ["11", "12", "13"].map((account_id) => ({ account_id, reason })) },
  });
  const relation = {
    own: false,
    following: "none" as const,
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    version: 0,
  };
  world.user.on("GET /user/accounts", {
    body: { items: [card({ id: "11", relation }), card({ id: "12" }), card()] },
  });
  const { items } = (await get("/api/v1/suggestions")).json<{ items: { account: { id: string }; reason: object }[] }>();
  expect(items.map(({ account }) => account.id)).toEqual(["11"]);
  expect(items[0]?.reason).toEqual({ kind: "followed_by", count: 2, accounts: [{ id: BOB, username: "bob" }] });
});

test("media URLs carry one signature per picture and live ten to fifteen minutes", async () => {
  serveFeed();
  const url = (await get(FEED)).json<PostPage>().items[0]?.media[0]?.sources[0]?.avif ?? "";
  const [, , host, edge, expires, signature, home, key, file] = url.split("/");
  expect([host, edge, home, file]).toEqual(["image.mockstagramcdn.com", "ap-northeast", "ap-northeast", "320.avif"]);
  expect(signature).toBe(createHmac("sha256", "media-key").update(`${expires}/${home}/${key}`).digest("base64url"));
  const left = Number(expires) - Date.now() / 1000;
  expect(left).toBeGreaterThan(599);
  expect(left).toBeLessThanOrEqual(900);
  expect(Number(expires) % 300).toBe(0);
});

test("a local name gets pictures from the local name of the CDN, with its port", async () => {
  serveFeed();
  const answer = await get(FEED, { ...loggedIn, host: "mockstagram.localhost:8080" });
  const source = answer.json<PostPage>().items[0]?.media[0]?.sources[0];
  expect(source?.jpeg).toMatch(/^\/\/image\.mockstagram\.localhost:8080\/ap-northeast\//);
});

test("a failing service is asked a second time, not more", async () => {
  world.user.on("GET /user/usernames/*", problem(503, "unavailable"));
  expect((await get("/api/v1/usernames/alice")).statusCode).toBe(503);
  expect(world.user.calls("GET /user/usernames/*")).toHaveLength(2);
});
