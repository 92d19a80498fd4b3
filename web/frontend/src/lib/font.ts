import { storage } from "./storage";

const KEY = "mockstagram.font";
const PATIENCE_MS = 150;

/**
 * The typeface comes after the first view, which the system's own font shows. Once this browser has it in its cache, it is
 * used from the start, so that later pages do not change their looks.
 */
export async function showCachedFont(): Promise<void> {
  if (storage.get(KEY) !== "cached") return;
  await Promise.race([load(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

export function fetchFontLater(): void {
  const begin = () => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => void load());
    else setTimeout(() => void load(), 1_000);
  };
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}

async function load(): Promise<void> {
  await import("../styles/typeface");
  const faces = await document.fonts.load('400 14px "Pretendard Variable"');
  if (faces.length > 0) storage.set(KEY, "cached");
}
