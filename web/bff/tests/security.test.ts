import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { currentSession, problem, viewer } from "./support/shapes.ts";
import { createWorld, SAME_ORIGIN, TOKEN, type World } from "./support/world.ts";

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

const loggedIn = { ...SAME_ORIGIN, cookie: `session=${TOKEN}` };
const send = (method: "POST" | "PUT", url: string, payload: object, headers: Record<string, string> = loggedIn) =>
  world.app.inject({ method, url: `/api/v1${url}`, headers, payload });

describe("credentials", () => {
  test("a password is changed by one call that is never repeated by itself", async () => {
    world.primary.on("PUT /user/password", { status: 204 });
    const body = { current_password: "correct horse", new_password: "battery staple" };
    const answer = await send("PUT", "/me/password", body);
    expect(answer.statusCode).toBe(204);
    expect(world.primary.seen.map((seen) => seen.body)).toEqual([body]);
    world.primary.on("PUT /user/password", problem(400, "password_wrong"));
    expect((await send("PUT", "/me/password", body)).json()).toMatchObject({ status: 400, code: "password_wrong" });
    expect((await send("PUT", "/me/password", body, SAME_ORIGIN)).json()).toMatchObject({ code: "unauthenticated" });
  });
});

describe("changing the address", () => {
  test("shows the new one at once, in the session too", async () => {
    world.primary.on("POST /user/email-changes", { status: 204 });
    world.primary.on("POST /user/email-changes/confirm", {
      body: viewer({ email: "new@example.org" }),
      headers: { causal: "1:900;" },
    });
    const asked = await send("POST", "/me/email", { password: "correct horse", email: "new@example.org" });
    expect(asked.statusCode).toBe(204);
    const answer = await send("POST", "/me/email/confirm", { code: "123456" });
    expect(answer.json()).toMatchObject({ viewer: { email: "new@example.org" } });
    const headers = { ...loggedIn, "x-causal": String(answer.headers["x-causal"]) };
    const session = await world.app.inject({ url: "/api/v1/session", headers });
    expect(session.json()).toMatchObject({ viewer: { email: "new@example.org" } });
  });
});

describe("closing the account", () => {
  const password = { password: "correct horse" };

  test.each([
    ["/me/deactivation", "POST /user/deactivation", { status: 204 }, 204],
    ["/me/deletion", "POST /user/deletion", { body: { deletes_at: "2026-12-28T12:00:00Z" } }, 200],
  ])("%s logs the browser out at once, whatever the replica still knows", async (url, call, answer, status) => {
    world.user.on("GET /user/sessions/current", { body: { ...currentSession(), session_id: `9${status}` } });
    world.primary.on(call, answer);
    const closed = await send("POST", url, password);
    expect(closed.statusCode).toBe(status);
    expect(closed.cookies.find((cookie) => cookie.name === "session")).toMatchObject({ value: "" });
    expect(world.primary.seen.map((seen) => seen.body)).toEqual([password]);
    const session = await world.app.inject({ url: "/api/v1/session", headers: loggedIn });
    expect(session.json()).toMatchObject({ viewer: null });
  });

  test("a refusal leaves the session as it is", async () => {
    world.primary.on("POST /user/deletion", problem(400, "password_wrong"));
    const refused = await send("POST", "/me/deletion", password);
    expect(refused.json()).toMatchObject({ code: "password_wrong" });
    expect(refused.cookies.map((cookie) => cookie.name)).not.toContain("session");
    expect((await send("POST", "/me/deletion", password, SAME_ORIGIN)).json()).toMatchObject({
      code: "unauthenticated",
    });
  });

  test("who logs in to a deactivated account is told, and opens it by saying so", async () => {
    const refusal = problem(409, "account_deactivated", { deletes_at: "2026-12-28T12:00:00Z" });
    world.primary.on("POST /user/sessions", refusal);
    const credentials = { identifier: "alice", password: "correct horse" };
    const refused = await send("POST", "/auth/log-in", credentials, SAME_ORIGIN);
    expect(refused.json()).toMatchObject({ code: "account_deactivated", deletes_at: "2026-12-28T12:00:00Z" });
    expect(refused.cookies.map((cookie) => cookie.name)).not.toContain("session");
    world.primary.on("POST /user/sessions", { status: 201, body: { session_id: "77", viewer: viewer() } });
    const opened = await send("POST", "/auth/log-in", { ...credentials, reopen: true }, SAME_ORIGIN);
    expect(opened.statusCode).toBe(200);
    expect(world.primary.seen.at(-1)?.body).toMatchObject({ ...credentials, reopen: true });
  });
});

describe("resetting a password", () => {
  test("goes by the device that asks, and by where it is", async () => {
    world.primary.on("POST /user/password-resets", { status: 204 });
    world.primary.on("POST /user/password-resets/confirm", { status: 204 });
    const headers = { ...SAME_ORIGIN, cookie: `session=${TOKEN}; device=${"d".repeat(22)}` };
    const entry = { identifier: "alice", code: "12345678", new_password: "battery staple" };
    await send("POST", "/auth/password-reset", { identifier: "alice" }, headers);
    await send("POST", "/auth/password-reset/confirm", entry, headers);
    const [asked, entered] = world.primary.seen;
    expect(asked?.body).toEqual({ identifier: "alice", address_hash: expect.stringMatching(/^.{32}$/) as string });
    expect(entered?.body).toMatchObject(entry);
    for (const seen of [asked, entered]) {
      const claims = String(seen?.headers.authorization).split(".")[1] ?? "";
      expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ device: "d".repeat(22) });
    }
  });
});

describe("the second factor", () => {
  const PATH = "/user/second-factor";
  const proof = { password: "correct horse", code: "abcde-fghij" };

  test("is read here, and never taken for granted", async () => {
    const state = { on: true, since: "2026-11-28T12:00:00Z", recovery_codes_left: 9 };
    world.user.on(`GET ${PATH}`, { body: state });
    const answer = await world.app.inject({ url: "/api/v1/me/second-factor", headers: loggedIn });
    expect(answer.json()).toEqual(state);
    expect(world.primary.seen).toEqual([]);
    expect((await world.app.inject({ url: "/api/v1/me/second-factor", headers: SAME_ORIGIN })).statusCode).toBe(401);
  });

  test("is set up and taken away by one call each, whose answers nobody keeps", async () => {
    const enrolment = { secret: "ABCD EFGH", uri: "otpauth://totp/x", qr: ["10", "01"] };
    const codes = { codes: ["abcde-fghij"] };
    world.primary.on(`POST ${PATH}`, { body: enrolment });
    world.primary.on(`POST ${PATH}/confirm`, { body: codes });
    world.primary.on(`POST ${PATH}/recovery-codes`, { body: codes });
    world.primary.on(`POST ${PATH}/disable`, { status: 204 });
    const begun = await send("POST", "/me/second-factor", { password: "correct horse" });
    expect(begun.json()).toEqual(enrolment);
    expect(begun.headers["cache-control"]).toBe("private, no-store");
    expect((await send("POST", "/me/second-factor/confirm", { code: "123456" })).json()).toEqual(codes);
    expect((await send("POST", "/me/second-factor/recovery-codes", proof)).json()).toEqual(codes);
    expect((await send("POST", "/me/second-factor/disable", proof)).statusCode).toBe(204);
    expect(world.primary.seen.map((seen) => seen.body)).toEqual([
      { password: "correct horse" },
      { code: "123456" },
      proof,
      proof,
    ]);
  });

  test("that a log-in lacks opens no session", async () => {
    world.primary.on("POST /user/sessions", problem(403, "totp_required"));
    const credentials = { identifier: "alice", password: "correct horse" };
    const asked = await send("POST", "/auth/log-in", credentials, SAME_ORIGIN);
    expect(asked.json()).toMatchObject({ status: 403, code: "totp_required" });
    expect(asked.cookies.map(({ name }) => name)).toEqual(["device"]);
    world.primary.on("POST /user/sessions", { body: { session_id: "7", viewer: viewer() } });
    const headers = { ...SAME_ORIGIN, cookie: `device=${"d".repeat(22)}`, "idempotency-key": "one-act-of-hers" };
    const answers = [];
    for (const code of ["123456", "123456", "654321"])
      answers.push(await send("POST", "/auth/log-in", { ...credentials, code }, headers));
    expect(world.primary.seen.at(-1)?.body).toMatchObject({ ...credentials, code: "654321" });
    const tokens = answers.map(({ cookies }) => cookies.find(({ name }) => name === "session")?.value);
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2], "another code is another attempt").not.toBe(tokens[0]);
  });

  test("that a reset lacks is asked for", async () => {
    world.primary.on("POST /user/password-resets/confirm", problem(403, "totp_required"));
    const entry = { identifier: "alice", code: "12345678", new_password: "battery staple" };
    expect((await send("POST", "/auth/password-reset/confirm", entry)).json()).toMatchObject({ code: "totp_required" });
    await send("POST", "/auth/password-reset/confirm", { ...entry, second_code: "123456" });
    expect(world.primary.seen.at(-1)?.body).toMatchObject({ second_code: "123456" });
  });
});
