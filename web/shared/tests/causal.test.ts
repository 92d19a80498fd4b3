import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDecimal, comparePositions, mergeTokens, newest, parseApplied, parseToken } from "../src/causal.ts";

const SIGNATURE = "AAAAAAAAAAAAAAAA";
const position = (epoch: number | bigint, lsn: number | bigint) => `c.${epoch}.${lsn}.${SIGNATURE}`;
const event = (id: number | bigint, codes = "h") => `e.${id}.${codes}.${SIGNATURE}`;

const decimal = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const positions = fc.tuple(fc.integer({ min: 1, max: 9 }), decimal);
const tokens = fc
  .tuple(
    fc.option(positions),
    fc.uniqueArray(fc.tuple(decimal, fc.constantFrom("h", "c", "ch")), { selector: ([id]) => id, maxLength: 8 }),
  )
  .map(([at, events]) =>
    [...(at ? [position(...at)] : []), ...events.map(([id, codes]) => event(id, codes))].join(";"),
  );

const content = (token: string) => {
  const parsed = parseToken(token);
  return { position: parsed.position?.text ?? null, events: new Set(parsed.events.map(({ id }) => id)) };
};

describe("merging", () => {
  test("does not depend on the order of answers", () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        expect(content(mergeTokens(a, b))).toEqual(content(mergeTokens(b, a)));
      }),
    );
  });

  test("never goes back", () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const merged = parseToken(mergeTokens(a, b)).position;
        for (const { position: part } of [parseToken(a), parseToken(b)]) {
          if (part && merged) expect(comparePositions(merged, part)).toBeGreaterThanOrEqual(0);
          if (part) expect(merged).not.toBeNull();
        }
      }),
    );
  });

  test("is idempotent", () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const once = mergeTokens(a, b);
        expect(mergeTokens(once, b)).toBe(once);
      }),
    );
  });

  test("a higher epoch wins over a higher lsn", () => {
    expect(mergeTokens(position(1, 900), position(2, 5))).toBe(position(2, 5));
  });

  test("drops what is applied everywhere and keeps what is not", () => {
    expect(mergeTokens([event(5), event(6)].join(";"), "", "5.,6.h")).toBe(event(6));
  });

  test("keeps the part with the fewest services left", () => {
    expect(mergeTokens(event(5, "ch"), event(5, "h"))).toBe(event(5, "h"));
    expect(mergeTokens(event(5, "h"), event(5, "ch"))).toBe(event(5, "h"));
  });

  test("carries the newest sixteen events", () => {
    const many = Array.from({ length: 30 }, (_, index) => event(100 + index));
    expect(parseToken(mergeTokens(many.join(";"), "")).events.map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 16 }, (_, index) => 114 + index),
    );
  });
});

test("malformed parts count as absent", () => {
  fc.assert(
    fc.property(fc.string(), (noise) => {
      const parsed = parseToken(`${noise.replaceAll(";", "")};${position(1, 2)}`);
      expect(parsed.position?.lsn).toBe("2");
    }),
  );
  expect(parseToken("c.1.2.short;e.x.h.AAAAAAAAAAAAAAAA;;")).toEqual({ position: null, events: [] });
});

test("decimals compare as numbers do", () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(Math.sign(compareDecimal(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test("newest orders by id", () => {
  expect(newest([{ id: "10" }, { id: "9" }]).map(({ id }) => id)).toEqual(["9", "10"]);
});

test("the applied header is read with and without rests", () => {
  expect([...parseApplied("5.ch, 6.,")]).toEqual([
    ["5", "ch"],
    ["6", ""],
  ]);
});
