import { LIMITS } from "@mockstagram/shared/limits";
import { expect, test } from "vitest";
import { EMPTY, UNFRAMED, type Composition, type Item } from "./model";
import { compose } from "./reducer";

const item = (id: string, changes: Partial<Item> = {}): Item => ({
  id,
  file: new File(["x"], `${id}.jpg`),
  url: `blob:${id}`,
  size: { width: 300, height: 400 },
  framing: UNFRAMED,
  alt: "",
  ticket: null,
  progress: { state: "waiting" },
  ...changes,
});

const withItems = (...ids: string[]): Composition =>
  compose(EMPTY, { type: "added", items: ids.map((id) => item(id)) });
const order = (state: Composition) => state.items.map(({ id }) => id).join("");

test("the first pictures lead to framing them", () => {
  expect(withItems("a", "b")).toMatchObject({ step: "frame", current: "a" });
});

test("there are never more pictures than a post may have", () => {
  const many = Array.from({ length: LIMITS.mediaPerPost + 3 }, (_, index) => item(String(index)));
  expect(compose(EMPTY, { type: "added", items: many }).items).toHaveLength(LIMITS.mediaPerPost);
});

test("a picture moves to the place of another, in both directions", () => {
  expect(order(compose(withItems("a", "b", "c"), { type: "moved", id: "a", to: "c" }))).toBe("bca");
  expect(order(compose(withItems("a", "b", "c"), { type: "moved", id: "c", to: "a" }))).toBe("cab");
});

test("after removing the picture one looks at, its neighbour is shown", () => {
  const state = compose(withItems("a", "b", "c"), { type: "selected", id: "b" });
  expect(compose(state, { type: "removed", id: "b" }).current).toBe("c");
});

test("without a picture one is back at picking", () => {
  const state = compose(withItems("a"), { type: "step", step: "describe" });
  expect(compose(state, { type: "removed", id: "a" })).toMatchObject({ step: "pick", current: null });
});

test("framing anew gives up renditions but not the sent file", () => {
  const ready = compose(withItems("a"), {
    type: "progress",
    id: "a",
    progress: { state: "ready", receipt: "r", source: null, renditions: [] },
  });
  const framed = compose(ready, { type: "framed", id: "a", framing: { turn: 90 } });
  expect(framed.items[0]).toMatchObject({ framing: { turn: 90 }, progress: { state: "sent" } });
});

test("another shape resets positions, keeps turns, and concerns every picture", () => {
  const turned = compose(withItems("a", "b"), { type: "framed", id: "a", framing: { turn: 90, zoom: 2 } });
  const square = compose(turned, { type: "aspect", aspect: "1:1" });
  expect(square.items.map(({ framing }) => framing)).toEqual([{ ...UNFRAMED, turn: 90 }, UNFRAMED]);
});

test("describing a picture keeps its renditions", () => {
  const ready = compose(withItems("a"), {
    type: "progress",
    id: "a",
    progress: { state: "ready", receipt: "r", source: null, renditions: [] },
  });
  const told = compose(ready, { type: "changed", id: "a", change: { alt: "A ridge" } });
  expect(told.items[0]).toMatchObject({ alt: "A ridge", progress: { state: "ready" } });
});
