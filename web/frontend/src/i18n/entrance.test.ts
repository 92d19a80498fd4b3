import { BFF_CODES } from "@mockstagram/shared/errors";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIENT_CODES } from "@/lib/api/problem";
import en from "./en.json";
import english from "./en?entrance";
import korean from "./ko?entrance";

const SOURCE = join(import.meta.dirname, "..");
const CONTRACT = join(SOURCE, "../../../contracts/openapi/user.json");
/** The pages without the frame, and what the client shows around every page. */
const ROOTS = [
  ...["login", "signup", "reset", "verify"].map((page) => `app/pages/${page}.tsx`),
  "app/crashed.tsx",
  "app/toast-host.tsx",
];

/** What the routes that these pages call lead to in the user service. */
const OPERATIONS: Readonly<Record<string, readonly [path: string, method: string]>> = {
  "/auth/log-in": ["/user/sessions", "post"],
  "/auth/sign-up": ["/user/accounts", "post"],
  "/auth/verify-email": ["/user/email-verifications", "post"],
  "/auth/verification": ["/user/email-verifications/resend", "post"],
  "/auth/password-reset": ["/user/password-resets", "post"],
  "/auth/password-reset/confirm": ["/user/password-resets/confirm", "post"],
  "/usernames/${encodeURIComponent(username)}": ["/user/usernames/{username}", "get"],
};

interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, { "x-codes"?: string[] }> }>>;
}

const bare = filesFrom(ROOTS);
const bareCode = bare.map((file) => readFileSync(join(SOURCE, file), "utf8")).join("\n");
const keys = Object.entries(en).flatMap(([section, texts]) => Object.keys(texts).map((name) => `${section}.${name}`));
const part = keysIn(english);
/** `problem.${code}` stands for what `codes` knows better. */
const used = named(bareCode.replaceAll("`problem.", ""));

function keysIn(texts: typeof english): string[] {
  return Object.entries(texts).flatMap(([section, names]) => Object.keys(names).map((name) => `${section}.${name}`));
}

/** All source files that these import, at once or later. */
function filesFrom(roots: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(SOURCE, file), "utf8");
    for (const [, name = ""] of text.matchAll(/(?:from|import)\s*\(?\s*"((?:@\/|\.)[^"]+)"/g)) {
      const found = fileOf(file, name);
      if (found) visit(found);
    }
  };
  roots.forEach(visit);
  return [...seen];
}

function fileOf(from: string, name: string): string | undefined {
  const path = name.startsWith("@/") ? name.slice(2) : join(from, "..", name);
  return [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(join(SOURCE, file)));
}

/** Keys that the code names, as such or as `section.${…}`. */
function named(code: string): string[] {
  const patterns = [...code.matchAll(/`(\w+)\.\$\{/g)].map((match) => match[1]);
  return keys.filter((key) => code.includes(`"${key}"`) || patterns.includes(key.split(".")[0]));
}

/** @returns codes that the pages without the frame can be answered with and that have a text. */
function codes(): string[] {
  const { paths } = JSON.parse(readFileSync(CONTRACT, "utf8")) as Contract;
  const ofServices = Object.values(OPERATIONS).flatMap(([path, method]) =>
    Object.values(paths[path]?.[method]?.responses ?? {}).flatMap((answer) => answer["x-codes"] ?? []),
  );
  expect(ofServices.length).toBeGreaterThan(50);
  return [...new Set([...ofServices, ...BFF_CODES, ...CLIENT_CODES])].filter((code) => code in en.problem);
}

test("the files of the pages without the frame are found", () => {
  expect(bare).toEqual(
    expect.arrayContaining(["features/auth/components/log-in-page.tsx", "lib/text-problem.ts", "app/toasts.tsx"]),
  );
  expect(bare).not.toContain("app/shell.tsx");
});

/** Seen to fail with `security.newPassword` taken out of the part. */
test("pages without the frame find every text that they name", () => {
  expect(used.length).toBeGreaterThan(40);
  expect(used.filter((key) => !part.includes(key))).toEqual([]);
});

/** Seen to fail with `too_young` taken out of the part. */
test("pages without the frame have a text for every refusal that they can get", () => {
  expect(codes().filter((code) => !part.includes(`problem.${code}`))).toEqual([]);
});

test("every route that the pages without the frame call is looked up in the contract", () => {
  const called = [...bareCode.matchAll(/request<\w+>\(["`]([^"`]+)["`]/g)].map((match) => match[1]);
  expect(called.sort()).toEqual(Object.keys(OPERATIONS).sort());
});

test("nothing comes with the pages without the frame that none of them has a use for", () => {
  const wanted = [...used, ...codes().map((code) => `problem.${code}`)];
  const sections = new Set(wanted.map((key) => key.split(".")[0]));
  expect(Object.keys(english).filter((section) => !sections.has(section))).toEqual([]);
  expect(part.filter((key) => key.startsWith("problem.") && !wanted.includes(key))).toEqual([]);
});

test("the part is the same in both languages", () => {
  expect(keysIn(korean).sort()).toEqual([...part].sort());
});
