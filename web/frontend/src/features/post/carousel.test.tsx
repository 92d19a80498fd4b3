import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { media } from "../../../testing/fixtures";
import { renderPart } from "../../../testing/render";
import { Carousel } from "./components/carousel";
import { fitOf, frameRatio } from "./frame";

const pictures = [media(0, "Ridge"), media(1), media(2), media(3)];

test("only the picture that shows and its neighbour are loaded, each with words for it", async () => {
  await renderPart(<Carousel media={pictures} username="alice" sizes="470px" />);
  const images = screen.getAllByRole("img");
  expect(images.map((image) => image.getAttribute("alt"))).toEqual(["Ridge", "Photo by alice"]);
});

test("arrow keys move it, but at its ends they are left to others", async () => {
  await renderPart(<Carousel media={pictures} username="alice" sizes="470px" />);
  const track = screen.getByRole("group", { name: "Pictures by alice" });
  const scrollTo = vi.fn();
  track.scrollTo = scrollTo as typeof track.scrollTo;
  expect(fireEvent.keyDown(track, { key: "ArrowLeft" })).toBe(true);
  expect(fireEvent.keyDown(track, { key: "ArrowRight" })).toBe(false);
  expect(scrollTo).toHaveBeenCalledOnce();
});

test("the frame is that of the first picture, within the allowed range", () => {
  expect(frameRatio([{ width: 1080, height: 1350 }])).toBeCloseTo(0.8);
  expect(frameRatio([{ width: 300, height: 900 }])).toBe(0.75);
  expect(frameRatio([{ width: 900, height: 100 }])).toBe(1.91);
  expect(fitOf({ width: 100, height: 100 }, 0.8)).toBe("contain");
  expect(fitOf({ width: 1080, height: 1350 }, 0.8)).toBe("cover");
});
