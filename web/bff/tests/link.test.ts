import { createServer, type AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { LinkState } from "../src/clients/link.ts";
import { currentSession, BOB } from "./support/shapes.ts";
import { SocketReserve } from "../src/clients/reserve.ts";
import { until } from "./support/until.ts";
import { createWorld, SAME_ORIGIN, TOKEN, type World } from "./support/world.ts";

describe("the state of the link", () => {
  const checks = (state: LinkState, from: number, to: number) => {
    for (let now = from; now <= to; now += 50) state.check(now);
  };

  test("is cut after 1.1 s of silence, whenever the silence begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (heardAt) => {
        const state = new LinkState(0);
        for (let now = 0; now <= heardAt; now += 50) {
          state.heard(now);
          state.check(now);
        }
        const last = heardAt - (heardAt % 50);
        checks(state, last + 50, last + 1_100);
        expect(state.isCut).toBe(false);
        checks(state, last + 1_150, last + 1_200);
        expect(state.isCut).toBe(true);
      }),
    );
  });

  test("is whole again with the first answer", () => {
    const changes: boolean[] = [];
    const state = new LinkState(0, (cut) => changes.push(cut));
    checks(state, 50, 2_000);
    state.heard(2_010);
    expect(state.isCut).toBe(false);
    expect(changes).toEqual([true, false]);
  });

  test("does not take its own stall for silence", () => {
    const state = new LinkState(0);
    checks(state, 50, 500);
    state.check(5_000);
    expect(state.isCut).toBe(false);
  });
});

describe("a cut link", () => {
  let world: World;
  afterEach(() => world.stop());

  const headers = { ...SAME_ORIGIN, cookie: `session=${TOKEN}` };
  const follow = () => world.app.inject({ method: "PUT", url: `/api/v1/accounts/${BOB}/follow`, headers });
  const timed = async () => {
    const startedAt = performance.now();
    return { answer: await follow(), ms: performance.now() - startedAt };
  };

  async function createCut(): Promise<void> {
    world = await createWorld();
    let whole = true;
    world.probe.on("GET /health", () => (whole ? { body: {} } : null));
    world.primary.on("PUT /user/follows/*", () =>
      whole ? { body: { account_id: BOB, following: "following", version: 1 } } : null,
    );
    world.user.on("GET /user/sessions/current", { body: currentSession() });
    world.user.on("GET /user/usernames/*", { body: { username: "x", available: true, reason: null } });
    world.context.link.start();
    await until(() => world.probe.seen.length > 0);
    expect((await follow()).statusCode).toBe(200);
    whole = false;
    heal = () => (whole = true);
  }
  let heal: () => void;

  test("ends the first write in 1.5 s with an unknown outcome, later ones at once, and reads go on", async () => {
    await createCut();
    const first = await timed();
    expect(first.answer.json()).toMatchObject({ status: 504, code: "deadline_exceeded", outcome: "unknown" });
    expect(first.ms).toBeLessThan(1_500);
    // The median of five: one pause of the machine is not what this is about.
    const tries = [await timed(), await timed(), await timed(), await timed(), await timed()];
    const later = tries.sort((a, b) => a.ms - b.ms)[2] ?? first;
    expect(later.answer.json()).toMatchObject({ status: 503, code: "primary_unreachable" });
    expect(later.answer.headers["retry-after"]).toBeDefined();
    expect(later.ms).toBeLessThan(50);
    expect((await world.app.inject({ url: "/api/v1/usernames/x" })).statusCode).toBe(200);
    heal();
    await until(() => !world.context.link.isCut);
    expect((await follow()).statusCode).toBe(200);
  });
});

describe("connections to the primary region", () => {
  let world: World;
  afterEach(() => world.stop());

  test("that broke before an answer are tried again only for writes that carry a key", async () => {
    world = await createWorld();
    world.user.on("GET /user/sessions/current", { body: currentSession() });
    let broken = true;
    world.primary.on("PUT /user/follows/*", () => {
      if (!broken) return { body: { account_id: BOB, following: "following", version: 1 } };
      broken = false;
      world.primary.breakConnections();
      return null;
    });
    const headers = { ...SAME_ORIGIN, cookie: `session=${TOKEN}` };
    const url = `/api/v1/accounts/${BOB}/follow`;
    const keyed = { ...headers, "idempotency-key": "12345678" };
    expect((await world.app.inject({ method: "PUT", url, headers: keyed })).statusCode).toBe(200);
    broken = true;
    expect((await world.app.inject({ method: "PUT", url, headers })).json()).toMatchObject({ outcome: "unknown" });
  });

  test("are open before the first write", async () => {
    world = await createWorld();
    await until(() => world.context.services.spareConnections === 8);
    expect(world.primary.seen).toHaveLength(0);
  });
});

test("spare connections are exchanged before the other side hangs up", async () => {
  let accepted = 0;
  let hungUp = 0;
  const server = createServer((socket) => {
    accepted += 1;
    const patience = setTimeout(() => {
      hungUp += 1;
      socket.destroy();
    }, 2_000);
    socket.resume().on("close", () => clearTimeout(patience));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const reserve = new SocketReserve(`http://127.0.0.1:${port}`, 4, { least: 50, spread: 50 });
  await until(() => accepted >= 12);
  await until(() => reserve.waiting === 4);
  expect(hungUp).toBe(0);
  reserve.close();
  server.close();
});
