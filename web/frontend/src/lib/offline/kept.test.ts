import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { feed, session, viewer } from "../../../testing/fixtures";
import { createQueryClient, keys } from "../query";
import { sessionStore } from "../session";
import { keepFeed, readKept } from "./kept";
import { forget, forgetOthers } from "./owner";

const client = createQueryClient();

beforeEach(async () => {
  vi.useRealTimers();
  await forget();
  sessionStore.set(session);
  client.setQueryData(keys.feed, { pages: [feed(2), feed(3)], pageParams: [null, "2"] });
  await keepFeed(client);
});

test("the top of the feed is kept, without the address of who reads it", async () => {
  const kept = await readKept("/");
  expect(kept).toMatchObject({ route: { name: "home" }, session: { viewer: { username: "dan", email: "" } } });
  expect(kept?.data).toMatchObject({ feed: { items: [{ code: "code0" }, { code: "code1" }] } });
});

test("other pages start without data", async () => {
  expect(await readKept("/alice")).toMatchObject({ route: { name: "profile" }, data: null });
});

/** Seen to fail without the comparison of accounts. */
test("whoever logs in next finds nothing of it, and neither does a visitor", async () => {
  await forgetOthers(viewer);
  expect(await readKept("/")).not.toBeNull();
  await forgetOthers({ ...viewer, id: "2" });
  expect(await readKept("/")).toBeNull();
});

test("it is not shown after three days", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 73 * 3_600_000 });
  expect(await readKept("/")).toBeNull();
});
