import { LIMITS } from "@mockstagram/shared/limits";
import { expect, test } from "vitest";
import { sortFiles } from "./add-files";

const file = (name: string, type: string, size = 3) => new File(["x".repeat(size)], name, { type });

test("files are sorted into those that can be sent and those that cannot, with the reason", () => {
  const huge = file("huge.jpg", "image/jpeg");
  Object.defineProperty(huge, "size", { value: LIMITS.imageBytes + 1 });
  const files = [
    file("a.jpg", "image/jpeg"),
    file("b.HEIC", ""),
    file("c.svg", "image/svg+xml"),
    file("d.png", "image/png", 0),
    huge,
  ];
  const { items, refused } = sortFiles(files, 0);
  expect(items.map((item) => item.file.name)).toEqual(["a.jpg", "b.HEIC"]);
  expect(refused).toEqual([
    { name: "c.svg", reason: "unsupported_format" },
    { name: "d.png", reason: "empty" },
    { name: "huge.jpg", reason: "too_large" },
  ]);
});

test("what does not fit into the post any more is refused", () => {
  const { items, refused } = sortFiles(
    [file("a.jpg", "image/jpeg"), file("b.jpg", "image/jpeg")],
    LIMITS.mediaPerPost - 1,
  );
  expect(items).toHaveLength(1);
  expect(refused).toEqual([{ name: "b.jpg", reason: "too_many" }]);
});
