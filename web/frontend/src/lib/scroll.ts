const KEY = "mockstagram.scroll";
const PATIENCE_MS = 1_500;
const SETTLING_FRAMES = 4;

const places = new Map<string, number>(readPlaces());
if (isOpenedAnew()) places.delete(window.location.pathname);
let current: string | null = null;

/** Notes where each entry of the history is scrolled to. */
export function watchScroll(): () => void {
  window.history.scrollRestoration = "manual";
  const note = () => {
    // While a dialog locks the page, what the browser says about it means nothing.
    if (current !== null && !document.body.hasAttribute("data-scroll-locked")) places.set(current, window.scrollY);
  };
  const keep = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...places].slice(-50)));
    } catch {
      // Without storage a reload begins at the top.
    }
  };
  window.addEventListener("scroll", note, { passive: true });
  window.addEventListener("pagehide", keep);
  return () => {
    window.removeEventListener("scroll", note);
    window.removeEventListener("pagehide", keep);
  };
}

/** Goes to where the entry was left, as soon as the page is long enough for it; returns what stops the wait. */
export function restoreScroll(entry: string, back: boolean): () => void {
  current = null;
  const wanted = back ? (places.get(entry) ?? 0) : 0;
  const deadline = performance.now() + PATIENCE_MS;
  let frame = 0;
  let there = 0;
  const attempt = () => {
    window.scrollTo(0, wanted);
    if (Math.abs(window.scrollY - wanted) <= 1) there += 1;
    if (there < SETTLING_FRAMES && performance.now() < deadline) frame = requestAnimationFrame(attempt);
    else current = entry;
  };
  attempt();
  return () => {
    cancelAnimationFrame(frame);
  };
}

/** Neither read again nor come back to. */
function isOpenedAnew(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "navigate";
}

function readPlaces(): [string, number][] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as [string, number][];
  } catch {
    return [];
  }
}
