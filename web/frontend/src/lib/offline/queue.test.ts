import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { answer, answerWith, refusal, type Call } from "../../../testing/answers";
import { session, viewer } from "../../../testing/fixtures";
import { ApiProblem, noAnswer } from "../api/problem";
import { followMark, hide } from "../overlay";
import { createQueryClient } from "../query";
import { sessionStore } from "../session";
import { clearDatabase } from "./database";
import { forget, keptFor } from "./owner";
import { decide, sendAll, startQueue } from "./queue";
import { sendLater, sendNow, waitingStore, type Write } from "./waiting";

const CUT = noAnswer("network");
const client = createQueryClient();
const follow = (id: string, wanted: boolean, key: string): Write => ({
  method: wanted ? "PUT" : "DELETE",
  path: `/accounts/${id}/follow`,
  scope: `follow:${id}`,
  about: `person ${id}`,
  key,
  shown: { part: "follows", id, wanted: wanted ? "following" : "none" },
});
const keep = (write: Write) => sendLater(CUT, write, vi.fn());
const sent = (calls: Call[]) =>
  calls.map(({ method, path, headers }) => [method, path, headers.get("idempotency-key")]);

let online = true;

beforeEach(async () => {
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => online);
  online = false;
  await clearDatabase();
  await forget();
  sessionStore.set(session);
  for (const id of ["7", "8"]) hide({ part: "follows", id, wanted: "following" });
  await startQueue(client);
});

async function comeOnline(give: (call: Call) => Response): Promise<Call[]> {
  online = true;
  const calls = answerWith(give);
  await sendAll();
  return calls;
}

test("what waits is sent in order, each once and with the key of the act", async () => {
  await keep(follow("7", true, "key-of-seven"));
  await keep(follow("8", true, "key-of-eight"));
  expect(waitingStore.get().count).toBe(2);
  const calls = await comeOnline(() => answer({}));
  await sendAll();
  expect(sent(calls)).toEqual([
    ["PUT", "/api/v1/accounts/7/follow", "key-of-seven"],
    ["PUT", "/api/v1/accounts/8/follow", "key-of-eight"],
  ]);
  expect(waitingStore.get()).toEqual({ count: 0, failed: [] });
});

/** Seen to fail with entries of the same scope left in place. */
test("of one toggle only the last wish is sent, after what came before it", async () => {
  await keep(follow("7", true, "first-of-seven"));
  await keep(follow("8", true, "key-of-eight"));
  await keep(follow("7", false, "second-of-seven"));
  const calls = await comeOnline(() => answer({}));
  expect(sent(calls).map(([, , key]) => key)).toEqual(["key-of-eight", "second-of-seven"]);
});

test("while something waits, a later act waits as well", async () => {
  await keep(follow("7", true, "key-of-seven"));
  online = true;
  const calls = answerWith(() => answer({}));
  await expect(sendNow({ method: "PUT", path: "/accounts/8/follow" }, "key-of-eight")).rejects.toMatchObject({
    code: "network",
  });
  expect(calls).toEqual([]);
});

/** Seen to fail when nobody waits for a turn. */
test("two tabs that come online together send it once", async () => {
  await keep(follow("7", true, "key-of-seven"));
  online = true;
  const calls = answerWith(() => answer({}));
  await Promise.all([sendAll(), sendAll()]);
  expect(calls).toHaveLength(1);
});

test("what may pass keeps its place and its key", async () => {
  await keep(follow("7", true, "key-of-seven"));
  await comeOnline(() => refusal(503, "primary_unreachable"));
  expect(waitingStore.get().count).toBe(1);
  const calls = await comeOnline(() => answer({}));
  expect(sent(calls)[0]?.[2]).toBe("key-of-seven");
});

test("a refusal is told, undone, and can be tried once more or put away; what follows is sent", async () => {
  await keep(follow("7", true, "key-of-seven"));
  await keep(follow("8", true, "key-of-eight"));
  followMark("7").set("following");
  const calls = await comeOnline(({ path }) => (path.includes("/7/") ? refusal(403, "account_blocked") : answer({})));
  expect(calls).toHaveLength(2);
  const [failed] = waitingStore.get().failed;
  expect(failed).toMatchObject({ about: "person 7", problem: { code: "account_blocked" } });
  expect(followMark("7").get()).toBeUndefined();
  const again = answerWith(() => refusal(403, "account_blocked"));
  await decide(failed?.id ?? 0, true);
  expect(sent(again)).toEqual([["PUT", "/api/v1/accounts/7/follow", "key-of-seven"]]);
  await decide(failed?.id ?? 0, false);
  expect(waitingStore.get()).toEqual({ count: 0, failed: [] });
});

test("after a reload it shows as it did, and its answer has the lists read again", async () => {
  await keep(follow("7", true, "key-of-seven"));
  followMark("7").set(null);
  await startQueue(client);
  expect(followMark("7").get()).toBe("following");
  const renewed = vi.spyOn(client, "invalidateQueries");
  vi.resetModules();
  const reloaded = await import("./queue");
  (await import("../session")).sessionStore.set(session);
  online = true;
  answerWith(() => answer({}));
  await reloaded.startQueue(client);
  await vi.waitFor(() => {
    expect(renewed).toHaveBeenCalled();
  });
});

test("entries belong to one account and go with its session", async () => {
  await keep(follow("7", true, "key-of-seven"));
  sessionStore.set({ ...session, viewer: { ...viewer, id: "2" } });
  expect(await keep(follow("8", true, "key-of-eight"))).toBe(false);
  expect(await comeOnline(() => answer({}))).toEqual([]);
  await forget();
  expect(keptFor()).toBeNull();
  sessionStore.set(session);
  expect(await comeOnline(() => answer({}))).toEqual([]);
});

test("a refusal for good is not kept, and nothing is for a visitor", async () => {
  const refused = new ApiProblem({ type: "about:blank", title: "", status: 403, code: "account_blocked" });
  expect(await sendLater(refused, follow("7", true, "key-of-seven"), vi.fn())).toBe(false);
  sessionStore.set({ ...session, viewer: null });
  expect(await keep(follow("8", true, "key-of-eight"))).toBe(false);
});
