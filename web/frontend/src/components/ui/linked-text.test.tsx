import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPart } from "../../../testing/render";
import { LinkedText } from "./linked-text";

test("mentions become links, addresses and what stands around them do not", async () => {
  await renderPart(
    <p>
      <LinkedText text="with @bob.frames, @al. and @carol! mail a@example.org" />
    </p>,
  );
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual(["/bob.frames", "/carol"]);
  expect(screen.getByText(/mail a@example\.org/)).toBeTruthy();
});

test("markup in a text is text", async () => {
  const { container } = await renderPart(<LinkedText text={'<img src=x onerror="alert(1)">'} />);
  expect(container.querySelector("img")).toBeNull();
});
