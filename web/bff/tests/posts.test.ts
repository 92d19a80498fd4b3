import { GridPage, type PostPage, RevisionPage } from "@mockstagram/shared/api/posts";
import { Value } from "typebox/value";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ALICE, BOB, card, currentSession, post, problem } from "./support/shapes.ts";
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

describe("a tag", () => {
  const ids = Array.from({ length: 30 }, (_, at) => `73010000000000004${String(at).padStart(2, "0")}`);
  const tagged = (from: number, to: number) => ids.slice(from, to).map((post_id) => ({ post_id, author_id: BOB }));
  const serve = (authorOf: (at: number) => string) => {
    world.content.on("GET /content/hashtags/*/posts", ({ query }) => {
      const from = Number(query.get("cursor") ?? 0);
      const items = tagged(from, from + 6).map((item, at) => ({ ...item, author_id: authorOf(from + at) }));
      return { body: { items, next: from + 6 < ids.length ? String(from + 6) : null } };
    });
    world.content.on("GET /content/posts", ({ query }) => {
      const wanted = (query.get("ids") ?? "").split(",").map((id) => id.split(":")[0] ?? "");
      return { body: { items: wanted.map((id) => post({ id, author_id: authorOf(ids.indexOf(id)), pinned: true })) } };
    });
    world.user.on("GET /user/accounts", { body: { items: [card(), card({ id: ALICE, may_see: false })] } });
  };

  test("shows posts of those whom the viewer may see, and goes on asking where many are hidden", async () => {
    serve((at) => (at < 20 ? ALICE : BOB));
    const page = (await get("/api/v1/hashtags/Sea/posts", { host: HOST })).json<GridPage>();
    expect(Value.Check(GridPage, page)).toBe(true);
    expect(page.items.map(({ id }) => id)).toEqual(ids.slice(20, 24));
    expect(page.items[0]).toMatchObject({ username: "bob", pinned: false });
    expect(page.next).toBe("24");
    expect(world.content.calls("GET /content/hashtags/*/posts")).toHaveLength(4);
    const rest = (await get("/api/v1/hashtags/Sea/posts?cursor=24", { host: HOST })).json<GridPage>();
    expect(rest).toMatchObject({ next: null });
    expect(rest.items).toHaveLength(6);
  });

  test("stops when there is enough, and skips nothing", async () => {
    serve(() => BOB);
    const page = (await get("/api/v1/hashtags/sea/posts")).json<GridPage>();
    expect(page.items.map(({ id }) => id)).toEqual(ids.slice(0, 12));
    expect(page.next).toBe("12");
  });

  test("is a refusal, not an empty page, when nobody says who may be seen", async () => {
    serve(() => BOB);
    world.user.on("GET /user/accounts", problem(503, "unavailable"));
    expect((await get("/api/v1/hashtags/sea/posts")).statusCode).toBe(503);
  });

  test("tells how many only where that tells nothing of single posts", async () => {
    for (const [posts, told] of [
      [99, null],
      [100, 100],
    ]) {
      world.content.on("GET /content/hashtags/*", { body: { posts, capped_at: 10_000 } });
      expect((await get("/api/v1/hashtags/Sea")).json()).toEqual({ name: "sea", posts: told, capped_at: 10_000 });
    }
    world.content.on("GET /content/hashtags/*", problem(503, "unavailable"));
    expect((await get("/api/v1/hashtags/Sea")).json()).toMatchObject({ posts: null });
  });
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
