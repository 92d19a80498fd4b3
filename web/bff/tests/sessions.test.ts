import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { currentSession, problem } from "./support/shapes.ts";
import { createWorld, HOST, TOKEN, type World } from "./support/world.ts";

const UNKNOWN = problem(404, "session_not_found");
const headers = { host: HOST, cookie: `session=${TOKEN}` };

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  world.context.sessions.forget();
});

const session = () => world.app.inject({ url: "/api/v1/session", headers });

test("a session that this replica does not know is asked of the primary region", async () => {
  world.user.on("GET /user/sessions/current", UNKNOWN);
  world.primary.on("GET /user/sessions/current", { body: currentSession() });
  expect((await session()).json()).toMatchObject({ viewer: { username: "alice" } });
});

test("a session that nobody knows is nobody's, and the cookie goes", async () => {
  world.user.on("GET /user/sessions/current", UNKNOWN);
  world.primary.on("GET /user/sessions/current", UNKNOWN);
  const answer = await session();
  expect(answer.json()).toMatchObject({ viewer: null });
  expect(answer.cookies).toMatchObject([{ name: "session", value: "" }]);
  await session();
  expect(world.primary.seen).toHaveLength(1);
  const refused = await world.app.inject({ url: "/api/v1/feed/following", headers });
  expect(refused.json()).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("when nobody can tell, it is a 503 and the cookie stays", async () => {
  world.user.on("GET /user/sessions/current", UNKNOWN);
  world.primary.on("GET /user/sessions/current", problem(503, "unavailable"));
  const answer = await session();
  expect(answer.statusCode).toBe(503);
  expect(answer.cookies).toEqual([]);
});

test("a revoked session is gone at once, and a lagging replica does not bring it back", async () => {
  world.user.on("GET /user/sessions/current", { body: { ...currentSession(), session_id: "78" } });
  expect((await session()).json()).toMatchObject({ viewer: { username: "alice" } });
  world.context.hub.onRevoked(["78"]);
  expect((await session()).json()).toMatchObject({ viewer: null });
});

test("a malformed cookie asks nobody", async () => {
  const answer = await world.app.inject({ url: "/api/v1/session", headers: { host: HOST, cookie: "session=abc" } });
  expect(answer.json()).toMatchObject({ viewer: null });
  expect(world.user.seen).toHaveLength(0);
});

test("a session that is due is reported as seen beside the answer, once", async () => {
  world.user.on("GET /user/sessions/current", { body: { ...currentSession(), session_id: "77", seen_due: true } });
  world.primary.on("POST /user/sessions/current/seen", { status: 204 });
  await session();
  await session();
  await expect.poll(() => world.primary.calls("POST /user/sessions/current/seen").length).toBe(1);
});
