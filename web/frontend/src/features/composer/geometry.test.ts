import { expect, test } from "vitest";
import { editOf, frameOf, needsBorder } from "./geometry";
import { UNFRAMED } from "./model";

const wide = { size: { width: 4000, height: 1000 }, framing: UNFRAMED };
const tall = { size: { width: 900, height: 1200 }, framing: UNFRAMED };

test("a picture that was not touched is cut from its middle", () => {
  expect(editOf("1:1", tall)).toEqual({
    crop: { x: 0, y: 0.125, width: 1, height: 0.75 },
    rotate: 0,
    fit: null,
  });
});

test("a picture of the wanted shape is not cut", () => {
  expect(editOf("3:4", tall).crop).toBeNull();
});

test("turning swaps the sides", () => {
  const turned = { ...tall, framing: { ...UNFRAMED, turn: 90 as const } };
  expect(frameOf("original", turned)).toBeCloseTo(4 / 3);
  expect(editOf("original", turned)).toEqual({ crop: null, rotate: 90, fit: "letterbox" });
});

test("only what lies outside of the allowed shapes gets a border", () => {
  expect(needsBorder("original", wide)).toBe(true);
  expect(needsBorder("original", tall)).toBe(false);
  expect(needsBorder("4:5", wide)).toBe(false);
});

test("an area that steps over the edge by rounding is brought back", () => {
  const area = { x: 0.5, y: -0.0001, width: 0.50004, height: 0.7 };
  const { crop } = editOf("1:1", { ...tall, framing: { ...UNFRAMED, area } });
  expect(crop).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.7 });
});

test("what this browser cannot show is left to the server", () => {
  expect(editOf("1:1", { size: false, framing: UNFRAMED })).toEqual({ crop: null, rotate: 0, fit: "letterbox" });
});
