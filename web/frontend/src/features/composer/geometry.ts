import { LIMITS } from "@mockstagram/shared/limits";
import type { Dimensions } from "@/lib/upload/check";
import type { ProcessUpload } from "@mockstagram/shared/api/media";
import type { Area, Aspect, Framing, Item } from "./model";

const RATIOS: Readonly<Record<Exclude<Aspect, "original">, number>> = {
  "1:1": 1,
  "4:5": 4 / 5,
  "3:4": 3 / 4,
  "1.91:1": 1.91,
};

/** Width ÷ height of a picture as it is seen after turning. */
function turnedRatio({ width, height }: Dimensions, turn: Framing["turn"]): number {
  return turn % 180 === 0 ? width / height : height / width;
}

/** Width ÷ height of the frame in which the author works. */
export function frameOf(aspect: Aspect, item: Pick<Item, "size" | "framing">): number {
  if (aspect !== "original") return RATIOS[aspect];
  return item.size ? turnedRatio(item.size, item.framing.turn) : 1;
}

/** Whether the whole picture would need a border to be allowed. */
export function needsBorder(aspect: Aspect, item: Pick<Item, "size" | "framing">): boolean {
  const ratio = frameOf(aspect, item);
  const { widest, tallest } = LIMITS.aspectRatio;
  return aspect === "original" && (ratio > widest * 1.001 || ratio < tallest * 0.999);
}

/** What the media server is asked to do with a picture. */
export function editOf(aspect: Aspect, item: Pick<Item, "size" | "framing">): ProcessUpload {
  const { area, turn } = item.framing;
  if (!item.size) return { crop: null, rotate: turn, fit: "letterbox" };
  const crop = area && !isWhole(area) ? within(area) : middle(aspect, item);
  return { crop, rotate: turn, fit: aspect === "original" ? "letterbox" : null };
}

/** A picture that was never touched is cut from its middle. */
function middle(aspect: Aspect, item: Pick<Item, "size" | "framing">): Area | null {
  if (aspect === "original" || !item.size) return null;
  const wanted = RATIOS[aspect] / turnedRatio(item.size, item.framing.turn);
  if (Math.abs(wanted - 1) < 0.001) return null;
  const [width, height] = wanted < 1 ? [wanted, 1] : [1, 1 / wanted];
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

const isWhole = ({ width, height }: Area) => width > 0.999 && height > 0.999;

/** Rounding in the editor may step over the edge by a hair. */
function within({ x, y, width, height }: Area): Area {
  const [left, top] = [clamp(x, 0, 1), clamp(y, 0, 1)];
  return { x: left, y: top, width: clamp(width, 0, 1 - left), height: clamp(height, 0, 1 - top) };
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
