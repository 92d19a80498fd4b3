import { whenIdle } from "./idle";
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
  whenIdle(() => void load());
}

async function load(): Promise<void> {
  try {
    await import("../styles/typeface");
    const faces = await document.fonts.load('400 14px "Pretendard Variable"');
    if (faces.length > 0) storage.set(KEY, "cached");
  } catch {
    // Without a connection the system's own font stays.
  }
}
