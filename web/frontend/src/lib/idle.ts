/** Calls back once the page has loaded and the browser has nothing else to do. */
export function whenIdle(act: () => void): void {
  const begin = () => {
    if ("requestIdleCallback" in window) requestIdleCallback(act);
    else setTimeout(act, 1_000);
  };
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}
