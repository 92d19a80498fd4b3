import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namesIn, parseEntities } from "../src/entities.ts";

interface Vector {
  text: string;
  found: [kind: string, piece: string, name: string][];
}

const table = new URL("../../../content/tests/domain/entities.json", import.meta.url);
const vectors = JSON.parse(readFileSync(table, "utf8")) as Vector[];

describe("entities, as content/tests/domain/test_entities.py finds them", () => {
  test.each(vectors)("$text", ({ text, found }) => {
    const pieces = parseEntities(text).map(({ kind, start, end, name }) => [kind, text.slice(start, end), name]);
    expect(pieces).toEqual(found);
  });
});

test("names come once", () => {
  expect(namesIn("#Sea #sea #land @bob", "hashtag")).toEqual(["sea", "land"]);
  expect(namesIn("@bob @BOB @carol #sea", "mention")).toEqual(["bob", "carol"]);
});
