import { parseToken } from "@mockstagram/shared/causal";
import type { Post } from "@mockstagram/shared/api/posts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashToken } from "../src/auth/sessions.ts";
import { ALICE, BOB, currentSession, post, problem, profile, SESSION_ID, viewer } from "./support/shapes.ts";
import { codec, createWorld, HOST, SAME_ORIGIN, TOKEN, type World } from "./support/world.ts";

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

type Method = "POST" | "PUT" | "PATCH" | "DELETE";
const loggedIn = { ...SAME_ORIGIN, cookie: `session=${TOKEN}` };
const send = (method: Method, url: string, payload?: object, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
const cookieOf = (answer: { cookies: { name: string }[] }, name: string) =>
  answer.cookies.find((cookie) => cookie.name === name) as
    { name: string; value: string; httpOnly?: boolean; secure?: boolean; sameSite?: string } | undefined;

const LOGIN = { identifier: "alice", password: "correct horse" };
const opened = { session_id: SESSION_ID, viewer: viewer() };

describe("logging in", () => {
  test("gives the browser a token of which the service only gets the hash", async () => {
    world.primary.on("POST /user/sessions", { status: 201, body: opened, headers: { causal: "1:500;" } });
    const answer = await send("POST", "/auth/log-in", LOGIN, SAME_ORIGIN);
    expect(answer.json()).toMatchObject({ viewer: { username: "alice" } });
    const cookie = cookieOf(answer, "session");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    expect(cookie?.value).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [seen] = world.primary.seen;
    expect(seen?.body).toMatchObject({ ...LOGIN, session: { token_hash: hashToken(cookie?.value ?? "") } });
    expect(JSON.stringify(seen)).not.toContain(cookie?.value);
    expect(parseToken(String(answer.headers["x-causal"])).position?.lsn).toBe("500");
  });

  test("is repeatable: the same attempt opens the same session, other credentials another one", async () => {
    world.primary.on("POST /user/sessions", { status: 201, body: opened });
    const headers = { ...SAME_ORIGIN, "idempotency-key": "attempt-0001", cookie: `device=${"d".repeat(22)}` };
    const [first, again, other] = [
      await send("POST", "/auth/log-in", LOGIN, headers),
      await send("POST", "/auth/log-in", LOGIN, headers),
      await send("POST", "/auth/log-in", { ...LOGIN, password: "another one" }, headers),
    ].map((answer) => cookieOf(answer, "session")?.value);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test("on https uses __Host- cookies", async () => {
    world.primary.on("POST /user/sessions", { status: 201, body: opened });
    const headers = { host: HOST, origin: `https://${HOST}`, "x-forwarded-proto": "https" };
    const answer = await send("POST", "/auth/log-in", LOGIN, headers);
    expect(cookieOf(answer, "__Host-session")).toMatchObject({ secure: true, httpOnly: true });
    expect(cookieOf(answer, "session")).toBeUndefined();
  });

  test("with wrong credentials passes the refusal on", async () => {
    world.primary.on("POST /user/sessions", problem(401, "wrong_credentials"));
    const answer = await send("POST", "/auth/log-in", LOGIN, SAME_ORIGIN);
    expect(answer.json()).toMatchObject({ status: 401, code: "wrong_credentials" });
    expect(cookieOf(answer, "session")).toBeUndefined();
  });
});

describe("requests of other sites", () => {
  test.each([
    ["no origin at all", { host: HOST }],
    ["another origin", { host: HOST, origin: "http://evil.example" }],
    ["another port", { host: HOST, origin: `http://${HOST}:8081` }],
    ["another scheme", { host: HOST, origin: `https://${HOST}` }],
    ["an opaque origin", { host: HOST, origin: "null" }],
    ["a subdomain", { host: HOST, origin: `http://a.${HOST}` }],
    ["a cross-site fetch", { ...SAME_ORIGIN, "sec-fetch-site": "cross-site" }],
    ["a same-site fetch", { ...SAME_ORIGIN, "sec-fetch-site": "same-site" }],
    ["a host that is not ours", { host: "evil.example", origin: "http://evil.example" }],
  ])("are refused: %s", async (_name, headers) => {
    const answer = await send("PUT", `/accounts/${BOB}/follow`, undefined, { ...headers, cookie: `session=${TOKEN}` });
    expect(answer.json()).toMatchObject({ status: 403, code: "cross_site_request" });
    expect(world.primary.seen).toHaveLength(0);
  });
});

describe("writing", () => {
  test("is one call to the primary region, and the browser learns position and events", async () => {
    world.primary.on("PUT /user/follows/*", {
      body: { account_id: BOB, following: "following", version: 4 },
      headers: { causal: "1:700;7400000000000000001.hm" },
    });
    const headers = { ...loggedIn, "idempotency-key": "follow-bob-1" };
    const answer = await send("PUT", `/accounts/${BOB}/follow`, undefined, headers);
    expect(answer.json()).toEqual({ account_id: BOB, following: "following", version: 4 });
    expect(world.primary.seen).toHaveLength(1);
    expect(world.primary.seen[0]?.headers["idempotency-key"]).toBe("follow-bob-1");
    expect(answer.headers["server-timing"]).toContain('wan;desc="1"');
    const token = codec.read(String(answer.headers["x-causal"]));
    expect(token.position?.lsn).toBe("700");
    // media-server is never read from here, so nobody waits for it.
    expect(token.events).toMatchObject([{ id: "7400000000000000001", codes: "h" }]);
  });

  test("a post shows its author without asking anybody", async () => {
    world.primary.on("POST /content/posts", { status: 201, body: post({ own: true, author_id: ALICE }) });
    const answer = await send("POST", "/posts", { caption: "at sea", media: [{ receipt: "r", alt: "" }] });
    expect(answer.statusCode).toBe(201);
    expect(answer.json<Post>()).toMatchObject({ own: true, author: { username: "alice", relation: { self: true } } });
  });

  test("an edited post keeps the form of the API on both sides", async () => {
    const edited = post({
      own: true,
      author_id: ALICE,
      version: 2,
      caption: "on land",
      edited_at: "2026-11-28T10:00:00Z",
    });
    world.primary.on("PATCH /content/posts/*", { body: edited });
    const change = { version: 1, caption: "on land", media: [{ id: "7301000000000000300", alt: "a pier" }] };
    const answer = await send("PATCH", "/posts/8hKelGeWVfU", change);
    expect(answer.json<Post>()).toMatchObject({ caption: "on land", version: 2, edited_at: "2026-11-28T10:00:00Z" });
    expect(world.primary.seen[0]?.body).toEqual({
      version: 1,
      caption: "on land",
      media: [{ media_id: "7301000000000000300", alt: "a pier" }],
    });
    world.primary.on("PATCH /content/posts/*", problem(409, "post_changed", { version: 3 }));
    expect((await send("PATCH", "/posts/8hKelGeWVfU", change)).json()).toMatchObject({
      code: "post_changed",
      version: 3,
    });
    expect((await send("PATCH", "/posts/00", change)).json()).toMatchObject({ status: 404, code: "post_not_found" });
  });

  test.each([
    ["PUT", true],
    ["DELETE", false],
  ] as const)("%s archives a post or shows it again", async (method, archived) => {
    const moved = post({ own: true, author_id: ALICE, version: 2, archived });
    world.primary.on(`${method} /content/posts/*/archive`, { body: moved });
    expect((await send(method, "/posts/8hKelGeWVfU/archive")).json()).toMatchObject({
      archived,
      version: 2,
      own: true,
    });
    expect(world.primary.seen).toHaveLength(1);
  });

  test.each(["PUT", "DELETE"] as const)("%s pins a post or lets it go", async (method) => {
    const pinned = method === "PUT";
    world.primary.on(`${method} /content/posts/*/pin`, { body: post({ own: true, author_id: ALICE, pinned }) });
    expect((await send(method, "/posts/8hKelGeWVfU/pin")).json()).toMatchObject({ pinned, version: 1 });
    world.primary.on(`${method} /content/posts/*/pin`, problem(409, "pin_limit", { limit: 3 }));
    expect((await send(method, "/posts/8hKelGeWVfU/pin")).json()).toMatchObject({ code: "pin_limit", limit: 3 });
  });

  test("an edited profile shows at once, in the session too", async () => {
    const changed = profile({ id: ALICE, username: "alice", name: "Alicia", version: 4 });
    world.primary.on("PATCH /user/profile", { body: changed, headers: { causal: "1:800;" } });
    const answer = await send("PATCH", "/me/profile", { name: "Alicia" });
    expect(answer.json()).toMatchObject({ name: "Alicia", counts: { posts: null } });
    const session = await world.app.inject({
      url: "/api/v1/session",
      headers: { ...loggedIn, "x-causal": String(answer.headers["x-causal"]) },
    });
    expect(session.json()).toMatchObject({ viewer: { name: "Alicia" } });
  });

  test("elsewhere, who has seen more than what is held of his session asks again", async () => {
    const session = { url: "/api/v1/session", headers: loggedIn };
    await world.app.inject(session);
    await world.app.inject(session);
    expect(world.user.calls("GET /user/sessions/current")).toHaveLength(1);
    world.user.on("GET /user/sessions/current", { body: currentSession({ name: "Alicia" }) });
    const later = { ...loggedIn, "x-causal": codec.position("1", "800") };
    expect((await world.app.inject({ ...session, headers: later })).json()).toMatchObject({
      viewer: { name: "Alicia" },
    });
  });

  test("refusals keep their code and what belongs to it", async () => {
    world.primary.on("POST /content/posts", problem(409, "post_limit", { limit: 100 }));
    const answer = await send("POST", "/posts", { caption: "", media: [{ receipt: "r", alt: "" }] });
    expect(answer.json()).toMatchObject({ status: 409, code: "post_limit", limit: 100 });
  });

  test("a crash of a service is a 503 with a code, never a 500", async () => {
    world.primary.on("DELETE /content/posts/*", { status: 500, body: { oops: true } });
    expect((await send("DELETE", "/posts/8hKelGeWVfU")).json()).toMatchObject({ status: 503, code: "unavailable" });
  });

  test("an upload is allowed here, with a ticket for media-server", async () => {
    const answer = await send("POST", "/uploads", { size: 1_000, kind: "post" });
    const { ticket, media_id } = answer.json<{ ticket: string; media_id: string }>();
    const claims = JSON.parse(Buffer.from(ticket.split(".")[0] ?? "", "base64url").toString()) as object;
    expect(claims).toMatchObject({ media_id, owner_id: ALICE, size: 1_000, kind: "post", edge: "ap-northeast" });
    expect(world.primary.seen).toHaveLength(0);
  });

  test("switching the region takes along what this region has shown", async () => {
    world.user.on("GET /user/replication", { body: { epoch: 1, lsn: 4_242, lag_ms: 12 } });
    const answer = await send("POST", "/region", { region: "eu-central" });
    expect(cookieOf(answer, "region")?.value).toBe("eu-central");
    expect(codec.read(String(answer.headers["x-causal"])).position?.lsn).toBe("4242");
    expect((await send("POST", "/region", { region: "mars" })).json()).toMatchObject({ code: "region_unknown" });
  });
});

describe("bad input", () => {
  test.each([
    ["a body that is no JSON", { payload: "{", headers: { ...loggedIn, "content-type": "application/json" } }, 422],
    ["text", { payload: "x", headers: { ...loggedIn, "content-type": "text/plain" } }, 415],
    ["too much", { payload: { caption: "x".repeat(300_000), media: [] }, headers: loggedIn }, 413],
    ["unknown members", { payload: { caption: "", media: [], admin: true }, headers: loggedIn }, 422],
    ["no picture", { payload: { caption: "", media: [] }, headers: loggedIn }, 422],
    ["a short key", { payload: {}, headers: { ...loggedIn, "idempotency-key": "x" } }, 422],
  ])("%s", async (_name, options, status) => {
    const answer = await world.app.inject({ method: "POST", url: "/api/v1/posts", ...options });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ status });
  });

  test("names what is wrong and where", async () => {
    const answer = await send("POST", "/posts", { caption: 3, media: [] });
    expect(answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toContain("caption");
  });

  test("an unknown method is a 405 that names the known ones", async () => {
    const answer = await world.app.inject({ method: "PATCH", url: "/api/v1/sessions", headers: loggedIn });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toContain("DELETE");
  });

  test("an unknown address is a problem too", async () => {
    const answer = await world.app.inject({ url: "/api/v1/nothing", headers: loggedIn });
    expect(answer.json()).toMatchObject({ status: 404, code: "not_found" });
  });
});
