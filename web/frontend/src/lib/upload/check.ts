import { IMAGE_TYPES, LIMITS } from "@mockstagram/shared/limits";

export const ACCEPTED = [...IMAGE_TYPES, ".heic", ".heif"].join(",");

export type FileRefusal = "empty" | "too_large" | "unsupported_format";

/** What can be said about a file before it is sent; some systems give HEIC files no type. */
export function checkFile(file: File): FileRefusal | null {
  if (file.size === 0) return "empty";
  if (file.size > LIMITS.imageBytes) return "too_large";
  const known =
    IMAGE_TYPES.some((type) => type === file.type) || (!file.type && /\.(heic|heif|avif)$/i.test(file.name));
  return known ? null : "unsupported_format";
}

export interface Dimensions {
  width: number;
  height: number;
}

/** The size of a picture as this browser shows it; null when it cannot, as with HEIC in most of them. */
export function measurePicture(url: string): Promise<Dimensions | null> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => {
      resolve({ width: image.naturalWidth, height: image.naturalHeight });
    };
    image.onerror = () => {
      resolve(null);
    };
    image.src = url;
  });
}
