import { describe, expect, test } from "vitest";
import { formatBytes, formatCount, formatRelativeTime } from "../src/format.ts";
import {
  checkAltText,
  checkBio,
  checkBirthday,
  checkCaption,
  checkEmail,
  checkName,
  checkPassword,
  checkUsername,
  countGraphemes,
} from "../src/text.ts";

test("graphemes are what people count", () => {
  expect(countGraphemes("👩‍👩‍👧‍👦🇰🇷é한")).toBe(4);
});

test.each([
  ["", "required"],
  ["ab", "too_short"],
  ["a".repeat(31), "too_long"],
  ["a b", "characters"],
  ["한글이름", "characters"],
  [".ab", "dots"],
  ["ab.", "dots"],
  ["a..b", "dots"],
  ["alice.b_1", null],
])("username %s", (username, expected) => {
  expect(checkUsername(username)).toBe(expected);
});

describe("other fields", () => {
  test("passwords", () => {
    expect(checkPassword("")).toBe("required");
    expect(checkPassword("123456789")).toBe("too_short");
    expect(checkPassword("x".repeat(257))).toBe("too_long");
    expect(checkPassword("correct horse")).toBeNull();
  });

  test("e-mail addresses", () => {
    expect(checkEmail("")).toBe("required");
    expect(checkEmail("a@b")).toBe("email_invalid");
    expect(checkEmail("a@b..c")).toBe("email_invalid");
    expect(checkEmail(`${"a".repeat(250)}@b.cd`)).toBe("too_long");
    expect(checkEmail("a@b.cd")).toBeNull();
  });

  test("texts are measured in graphemes", () => {
    expect(checkCaption("👍🏽".repeat(2_200))).toBeNull();
    expect(checkCaption("x".repeat(2_201))).toBe("too_long");
    expect(checkName("x".repeat(65))).toBe("too_long");
    expect(checkBio("x".repeat(150))).toBeNull();
    expect(checkAltText("x".repeat(1_501))).toBe("too_long");
  });

  test("birthdays", () => {
    const today = new Date("2026-11-22T12:00:00Z");
    expect(checkBirthday("2013-11-22", today)).toBeNull();
    expect(checkBirthday("2013-11-23", today)).toBe("too_young");
    expect(checkBirthday("2001-02-30", today)).toBe("date_invalid");
    expect(checkBirthday("2031-01-01", today)).toBe("date_invalid");
    expect(checkBirthday("1.2.2000", today)).toBe("date_invalid");
  });
});

test("times, counts and sizes", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  expect(formatRelativeTime("2026-11-22T09:00:00Z", now, "en")).toBe("3 hr. ago");
  expect(formatRelativeTime("2026-11-22T09:00:00Z", now, "ko")).toBe("3시간 전");
  expect(formatRelativeTime("2026-11-22T12:00:05Z", now, "en")).toBe("now");
  expect(formatRelativeTime("2025-03-01T12:00:00Z", now, "en")).toBe("Mar 1, 2025");
  expect(formatCount(1234, "en")).toBe("1,234");
  expect(formatCount(12_345, "en")).toBe("12.3K");
  expect(formatBytes(30_000_000, "en")).toBe("30 MB");
});
