import { useSyncExternalStore } from "react";

const STEP_MS = 30_000;

let now = new Date();
let timer = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) timer = window.setInterval(tick, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

/** The time, renewed every half minute; one timer serves every relative time on the page. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now);
