import { LIMITS } from "@mockstagram/shared/limits";
import type { Media } from "@mockstagram/shared/api/posts";

type Sized = Pick<Media, "width" | "height">;

/** Width ÷ height of the frame in which all pictures of a post are shown: that of the first, within the allowed range. */
export function frameRatio(media: readonly Sized[]): number {
  const first = media[0];
  if (!first) return 1;
  const { widest, tallest } = LIMITS.aspectRatio;
  return Math.min(widest, Math.max(tallest, first.width / first.height));
}

/** A picture of nearly the frame's shape fills it; any other is shown whole. */
export function fitOf({ width, height }: Sized, ratio: number): "cover" | "contain" {
  return Math.abs(width / height / ratio - 1) < 0.02 ? "cover" : "contain";
}
