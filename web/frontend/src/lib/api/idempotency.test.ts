import { expect, test } from "vitest";
import { ActKey, newKey } from "./idempotency";

test("a key is long enough and of allowed characters", () => {
  expect(newKey()).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test("trying the same again keeps the key", () => {
  const act = new ActKey();
  expect(act.for({ caption: "a" })).toBe(act.for({ caption: "a" }));
});

test("another content is another act", () => {
  const act = new ActKey();
  expect(act.for({ caption: "a" })).not.toBe(act.for({ caption: "b" }));
});

test("the same content after success is another act", () => {
  const act = new ActKey();
  const first = act.for({ caption: "a" });
  act.done();
  expect(act.for({ caption: "a" })).not.toBe(first);
});
