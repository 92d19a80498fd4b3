import { BFF_CODES, SERVICE_CODES } from "@mockstagram/shared/errors";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIENT_CODES, UPLOAD_CODES } from "@/lib/api/problem";
import en from "./en.json";
import ko from "./ko.json";

const SOURCE = join(import.meta.dirname, "..");

const keysOf = (tree: object, path = ""): string[] =>
  Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${path}${name}.`) : [`${path}${name}`],
  );

/** Languages have different plural forms of the same text. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const texts = (tree: object) => [...new Set(keysOf(tree).map(withoutPlural))].sort();

function code(): string {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."));
  return sources.map((file) => readFileSync(join(SOURCE, file), "utf8")).join("\n");
}

test("every text exists in both languages", () => {
  expect(texts(ko)).toEqual(texts(en));
});

test("every text fills in the same values in both languages", () => {
  const read = (tree: object, key: string): string =>
    key.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], tree) as string;
  const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  const shared = keysOf(en).filter((key) => keysOf(ko).includes(key));
  for (const key of shared) expect(values(read(ko, key)), key).toEqual(values(read(en, key)));
});

test("every code of an error has a text", () => {
  const codes = [...BFF_CODES, ...SERVICE_CODES, ...UPLOAD_CODES, ...CLIENT_CODES];
  expect(codes.filter((name) => !(name in en.problem))).toEqual([]);
});

test("every code of media-server's contract has a text", () => {
  const contract = readFileSync(join(SOURCE, "../../../contracts/openapi/media-server.json"), "utf8");
  const { Reason } = (JSON.parse(contract) as Contract).components.schemas;
  const requests = [...contract.matchAll(/"x-codes": \[([^\]]*)\]/g)].map((match) => `[${match[1] ?? ""}]`);
  const codes = [Reason.properties.code.enum, ...requests.map((list) => JSON.parse(list) as string[])].flat();
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((name) => !(name in en.problem))).toEqual([]);
});

interface Contract {
  components: { schemas: { Reason: { properties: { code: { enum: string[] } } } } };
}

test("no text is left over", () => {
  const source = code();
  const patterns = [...source.matchAll(/`(\w+\.[\w.]*\$\{[^`]+)`/g)].map(
    (match) => new RegExp(`^${(match[1] ?? "").replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "\\w+")}$`),
  );
  const unused = texts(en).filter(
    (key) => !source.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});
