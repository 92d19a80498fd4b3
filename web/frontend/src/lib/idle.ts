const LOOK_AGAIN_MS = 100;
const MOST_LOOKS = 50;

/** Calls back once the page has loaded, shows its first pictures and the browser has nothing else to do. */
export function whenIdle(act: () => void): void {
  const begin = (looks: number) => {
    afterWork(() => {
      if (isShown() || looks >= MOST_LOOKS) act();
      else setTimeout(begin, LOOK_AGAIN_MS, looks + 1);
    });
  };
  const start = () => {
    begin(0);
  };
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start, { once: true });
}

function afterWork(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else setTimeout(act, 1_000);
}

/** The load event comes before the client has shown anything: what it waits for is asked for by itself. */
function isShown(): boolean {
  const root = document.getElementById("root");
  if (root && !root.firstElementChild) return false;
  return Array.from(document.images).every(({ complete, loading }) => complete || loading === "lazy");
}
