import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPart } from "../../../testing/render";
import { LinkedText } from "./linked-text";

test("mentions and tags become links, addresses and what stands around them do not", async () => {
  await renderPart(
    <p>
      <LinkedText text="with @bob.frames, @al. and @Carol! mail a@example.org #바다 #Sea/#x" />
    </p>,
  );
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual(["/bob.frames", "/carol", `/explore/tags/${encodeURIComponent("바다")}`, "/explore/tags/sea"]);
  expect(screen.getByText(/mail a@example\.org/)).toBeTruthy();
});

test("markup in a text is text", async () => {
  const { container } = await renderPart(<LinkedText text={'<img src=x onerror="alert(1)">'} />);
  expect(container.querySelector("img")).toBeNull();
});
