import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAGES, matchPage, pathTo, safeReturnPath } from "../src/paths.ts";

describe("pages", () => {
  test.each([
    ["/", "home", {}],
    ["/accounts/login", "login", {}],
    ["/alice", "profile", { username: "alice" }],
    ["/alice/", "profile", { username: "alice" }],
    ["/alice/followers", "followers", { username: "alice" }],
    ["/p/abc", "post", { code: "abc" }],
    ["/explore/tags/%EB%B0%94%EB%8B%A4", "hashtag", { tag: "바다" }],
    ["/p/abc/def", "not_found", {}],
    ["/settings/nothing", "not_found", {}],
    ["/%E0%A4%A", "not_found", {}],
  ])("%s", (path, name, params) => {
    expect(matchPage(path)).toMatchObject({ name, params });
  });

  test("a path that was built is matched again", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PAGES), fc.stringMatching(/^[a-z]{3,30}$/), (page, value) => {
        fc.pre(!["p", "accounts", "settings", "create", "archive", "explore"].includes(value));
        const path = pathTo(page.name, { username: value, code: value, tag: value });
        expect(matchPage(path).name).toBe(page.name);
      }),
    );
  });
});

test.each([
  ["/alice?x=1", "/alice?x=1"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/a b", "/"],
  [null, "/"],
])("return path %s", (candidate, expected) => {
  expect(safeReturnPath(candidate)).toBe(expected);
});
