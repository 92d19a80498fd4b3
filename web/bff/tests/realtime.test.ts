import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { ServerMessage } from "@mockstagram/shared/api/socket";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { ALICE, BOB, currentSession } from "./support/shapes.ts";
import { until } from "./support/until.ts";
import { codec, createWorld, HOST, TOKEN, type World } from "./support/world.ts";

const NATS = join(import.meta.dirname, "../../../.venv/bin/nats-server");

let world: World;
let nats: ChildProcess;
let port: number;
let publisher: NatsConnection;
let address: string;

beforeAll(async () => {
  expect(existsSync(NATS)).toBe(true);
  port = await freePort();
  nats = spawn(NATS, ["-a", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  world = await createWorld({ natsUrl: `nats://bff:secret@127.0.0.1:${port}`, logLevel: "info" });
  world.context.start();
  publisher = await connect({
    servers: `127.0.0.1:${port}`,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  });
  await until(() => world.context.events.isSettled);
  address = (await world.app.listen({ host: "127.0.0.1", port: 0 })).replace("http", "ws");
});
afterAll(async () => {
  await publisher.close();
  await world.stop();
  nats.kill();
});
beforeEach(() => {
  world.reset();
  world.context.sessions.forget();
  world.user.on("GET /user/sessions/current", { body: currentSession() });
  world.recommend.on("POST /recommend/followers-among", ({ body }) => ({
    body: { viewers: (body as { viewers: string[] }).viewers },
  }));
});

class Browser {
  readonly messages: ServerMessage[] = [];
  closed: number | null = null;
  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data) => {
      this.messages.push(JSON.parse((data as Buffer).toString()) as ServerMessage);
    });
    socket.on("close", (code) => (this.closed = code));
    socket.on("error", () => undefined);
  }

  static open(headers: Record<string, string> = {}): Browser {
    return new Browser(
      new WebSocket(`${address}/api/v1/socket`, {
        headers: { host: HOST, origin: `http://${HOST}`, cookie: `session=${TOKEN}`, ...headers },
      }),
    );
  }

  static async ready(lastId: string | null = null): Promise<Browser> {
    const browser = Browser.open();
    await until(() => browser.socket.readyState === WebSocket.OPEN);
    browser.socket.send(JSON.stringify({ type: "hello", causal: "", last_id: lastId }));
    await until(() => browser.of("ready").length > 0);
    return browser;
  }

  of<Type extends ServerMessage["type"]>(type: Type) {
    return this.messages.filter((message): message is Extract<ServerMessage, { type: Type }> => message.type === type);
  }
}

const event = (type: string, payload: object) => ({
  ...{ id: "7400000000000000009", type, version: 1, min_lsn: "1234", epoch: 1 },
  payload,
});
const publish = (subject: string, payload: object) =>
  publisher.publish(subject, JSON.stringify(event(subject.replace("rt.all.", ""), payload)));
const postCreated = (post_id: string, author_id = BOB) =>
  publish("rt.all.content.post_created", { post_id, author_id, created_at: "", media: [] });

describe("new posts", () => {
  test("are told to followers, with what they have to have seen", async () => {
    const browser = await Browser.ready();
    postCreated("11");
    await until(() => browser.of("new_posts").length === 1);
    const [message] = browser.of("new_posts");
    expect(message?.post_id).toBe("11");
    const token = codec.read(message?.causal ?? "");
    expect(token.position).toMatchObject({ epoch: "1", lsn: "1234" });
    expect(token.events).toMatchObject([{ id: "7400000000000000009", codes: "h" }]);
    browser.socket.close();
  });

  test("are told to nobody else, and not to their author", async () => {
    const browser = await Browser.ready();
    world.recommend.on("POST /recommend/followers-among", { body: { viewers: [] } });
    postCreated("12");
    postCreated("13", ALICE);
    publish("rt.all.content.post_deleted", { post_id: "13", author_id: ALICE, media_ids: [] });
    await until(() => browser.of("post_deleted").length === 1);
    await until(() => world.recommend.seen.length > 0);
    expect(world.recommend.seen.map(({ body }) => body)).toEqual([{ author_id: BOB, viewers: [ALICE] }]);
    world.recommend.on("POST /recommend/followers-among", { body: { viewers: [ALICE] } });
    postCreated("16");
    await until(() => browser.of("new_posts").length > 0);
    expect(browser.of("new_posts").map(({ post_id }) => post_id)).toEqual(["16"]);
    browser.socket.close();
  });

  test("that came while the browser was away are told when it is back, once", async () => {
    const first = await Browser.ready();
    postCreated("14");
    await until(() => first.of("new_posts").length === 1);
    const lastId = first.of("new_posts")[0]?.id ?? "";
    first.socket.close();
    const witness = await Browser.ready();
    postCreated("15");
    await until(() => witness.of("new_posts").length === 1);
    const back = await Browser.ready(lastId);
    await until(() => back.of("new_posts").length === 1);
    expect(back.of("ready")[0]?.resumed).toBe(true);
    expect(back.of("new_posts").map(({ post_id }) => post_id)).toEqual(["15"]);
    for (const browser of [back, witness]) browser.socket.close();
  });

  test("a place that is not known here says so", async () => {
    const browser = await Browser.ready("deadbeef-7");
    expect(browser.of("ready")[0]?.resumed).toBe(false);
    browser.socket.close();
  });
});

describe("a socket", () => {
  test("is refused to other sites and to nobody", async () => {
    const foreign = Browser.open({ origin: "http://evil.example" });
    const nobody = Browser.open({ cookie: "" });
    await until(() => foreign.closed !== null && nobody.closed !== null);
    expect([...foreign.messages, ...nobody.messages]).toEqual([]);
  });

  test.each([
    ["a frame that is too large", (socket: WebSocket) => socket.send("x".repeat(5_000)), 1009],
    ["a binary frame", (socket: WebSocket) => socket.send(Buffer.from([1])), 1008],
    ["a flood", (socket: WebSocket) => Array.from({ length: 30 }, () => socket.send("{}")), 1008],
  ])("ends at %s", async (_name, act, code) => {
    const browser = await Browser.ready();
    act(browser.socket);
    await until(() => browser.closed !== null);
    expect(browser.closed).toBe(code);
  });

  /** Seen to fail with the handler of the library. */
  test("that breaks the protocol leaves one line and no stack in the log", async () => {
    const browser = await Browser.ready();
    world.logged.length = 0;
    browser.socket.send("x".repeat(5_000));
    await until(() => browser.closed !== null && world.logged.some((line) => line.includes("broke the protocol")));
    expect(world.logged.filter((line) => line.includes("stack"))).toEqual([]);
  });

  test("ends when its session is revoked", async () => {
    world.user.on("GET /user/sessions/current", { body: { ...currentSession(), session_id: "501" } });
    const browser = await Browser.ready();
    publish("rt.all.user.session_revoked", { account_id: ALICE, session_ids: ["501"] });
    await until(() => browser.closed !== null);
    expect(browser.of("session_revoked")).toHaveLength(1);
  });

  test("is asked for again after a break of the event link, and ends when its session is gone", async () => {
    world.user.on("GET /user/sessions/current", { body: { ...currentSession(), session_id: "502" } });
    const browser = await Browser.ready();
    nats.kill();
    await until(() => !world.context.events.isSettled);
    world.user.on("GET /user/sessions/current", { status: 404, body: { code: "session_not_found" } });
    world.primary.on("GET /user/sessions/current", { status: 404, body: { code: "session_not_found" } });
    nats = spawn(NATS, ["-a", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await until(() => browser.closed !== null, 10_000);
    await expect.poll(() => publisher.rtt().catch(() => 0)).toBeGreaterThan(0);
    expect(browser.of("session_revoked")).toHaveLength(1);
  }, 20_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
