import { expect, test } from "vitest";
import { changeInCache, createQueryClient } from "./query";

const is = (thing: { id: string }): thing is { id: string; name?: string } => thing.id === "1";

test("a thing is changed wherever it is, and nothing else is touched", () => {
  const client = createQueryClient();
  const untouched = { id: "2", name: "bob" };
  client.setQueryData(["list"], { pages: [{ items: [{ id: "1", name: "old" }, untouched] }] });
  client.setQueryData(["other"], { account: untouched });
  const other = client.getQueryData(["other"]);
  changeInCache(client, is, (thing) => ({ ...thing, name: "new" }));
  expect(client.getQueryData(["list"])).toEqual({ pages: [{ items: [{ id: "1", name: "new" }, untouched] }] });
  expect(client.getQueryData(["other"])).toBe(other);
});

test("a thing that is gone leaves its lists", () => {
  const client = createQueryClient();
  client.setQueryData(["list"], { pages: [{ items: [{ id: "1" }, { id: "2" }], next: null }] });
  changeInCache(client, is, () => null);
  expect(client.getQueryData(["list"])).toEqual({ pages: [{ items: [{ id: "2" }], next: null }] });
});

test("a change here does not pass old data off as fresh", () => {
  const client = createQueryClient();
  client.setQueryData(["one"], { id: "1" }, { updatedAt: 5 });
  changeInCache(client, is, (thing) => ({ ...thing, name: "new" }));
  expect(client.getQueryState(["one"])?.dataUpdatedAt).toBe(5);
});
