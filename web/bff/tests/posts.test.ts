import { GridPage, type PostPage, RevisionPage } from "@mockstagram/shared/api/posts";
import { Value } from "typebox/value";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ALICE, card, currentSession, post, problem } from "./support/shapes.ts";
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

const FEED = "/api/v1/feed/following";
const loggedIn = { host: HOST, cookie: `session=${TOKEN}` };
const get = (url: string, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method: "GET", url, headers });

test("a post that this viewer may not see is the same as none", async () => {
  world.content.on("GET /content/posts", { body: { items: [post()] } });
  world.user.on("GET /user/accounts", { body: { items: [card({ may_see: false })] } });
  const hidden = await get("/api/v1/posts/8hKelGeWVfU");
  world.content.on("GET /content/posts", { body: { items: [] } });
  const missing = await get("/api/v1/posts/8hKelGeWVfU");
  expect(hidden.statusCode).toBe(404);
  expect(hidden.json()).toEqual(missing.json());
});

test("an archived post is in no feed, but where its author looks for it", async () => {
  const archived = post({ own: true, author_id: ALICE, archived: true });
  const listed = [{ post_id: archived.id, author_id: ALICE }];
  world.recommend.on("GET /recommend/home/following", { body: { items: listed, next: null } });
  world.content.on("GET /content/posts", { body: { items: [archived] } });
  world.content.on("GET /content/archive", { body: { items: [archived], next: null } });
  world.user.on("GET /user/accounts", { body: { items: [card({ id: ALICE })] } });
  expect((await get(FEED)).json<PostPage>().items).toEqual([]);
  expect((await get("/api/v1/posts/8hKelGeWVfU")).json()).toMatchObject({ archived: true });
  expect((await get("/og/p/8hKelGeWVfU.jpg")).statusCode).toBe(404);
  const archive = await get("/api/v1/me/archive");
  expect(Value.Check(GridPage, archive.json())).toBe(true);
  expect(archive.json<GridPage>().items.map(({ id }) => id)).toEqual([archived.id]);
  expect((await get("/api/v1/me/archive", { host: HOST })).statusCode).toBe(401);
});

test("what a post said before is for those who may see the post", async () => {
  const media = [{ media_id: "7301000000000000300", alt: "a boat" }];
  const revision = { version: 1, caption: "at see", media, written_at: "2026-11-22T10:00:00Z" };
  world.content.on("GET /content/posts", { body: { items: [post()] } });
  world.content.on("GET /content/posts/*/revisions", { body: { items: [revision], next: null } });
  world.user.on("GET /user/accounts", { body: { items: [card()] } });
  const shown = await get("/api/v1/posts/8hKelGeWVfU/revisions");
  expect(Value.Check(RevisionPage, shown.json())).toBe(true);
  expect(shown.json<RevisionPage>().items[0]).toMatchObject({ caption: "at see", media: [{ alt: "a boat" }] });
  world.user.on("GET /user/accounts", { body: { items: [card({ may_see: false })] } });
  expect((await get("/api/v1/posts/8hKelGeWVfU/revisions")).json()).toMatchObject({ code: "post_not_found" });
  world.user.on("GET /user/accounts", problem(503, "unavailable"));
  expect((await get("/api/v1/posts/8hKelGeWVfU/revisions")).statusCode).toBe(503);
  expect((await get("/api/v1/posts/00/revisions")).statusCode).toBe(404);
});
