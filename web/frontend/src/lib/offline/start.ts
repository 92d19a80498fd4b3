import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import type { QueryClient } from "@tanstack/react-query";
import { whenIdle } from "../idle";
import { createStore } from "../store";
import { showTheme } from "../theme";
import { doesWait, forgetOthers } from "./owner";
import { waitingStore } from "./waiting";

/** Whether this page came from the service worker, as the server could not be reached. */
export const startedOffline = createStore(false);

/** What to start with when the page came without its data: what was kept, or null. */
export async function startOffline(): Promise<Bootstrap | null> {
  startedOffline.set(true);
  window.addEventListener("online", () => void comeBack());
  const { readKept } = await import("./kept");
  const kept = await readKept(window.location.pathname);
  const viewer = kept?.session.viewer;
  if (viewer) {
    document.documentElement.lang = viewer.language;
    showTheme(viewer.theme);
  }
  return kept;
}

/** A page that started offline is replaced by the server's once what waits is sent, unless something is being written. */
export async function comeBack(): Promise<void> {
  if (!startedOffline.get() || document.querySelector("[role=dialog]")) return;
  await sendWaiting();
  window.location.reload();
}

export async function sendWaiting(): Promise<void> {
  if (waitingStore.get().count > 0) await (await import("./queue")).sendAll();
}

/** Shows what waits to be sent, and makes ready for times without a connection once the page has nothing else to do. */
export async function prepareForOffline({ session, problem }: Bootstrap, client: QueryClient): Promise<void> {
  const { viewer } = session;
  // Who is logged in is not known on every page that tells of a problem.
  if (!startedOffline.get() && (viewer || !problem)) await forgetOthers(viewer);
  if (viewer && doesWait()) await startQueue(client);
  else if (viewer) whenIdle(() => void startQueue(client));
  whenIdle(() => void prepare(client, viewer !== null));
}

async function startQueue(client: QueryClient): Promise<void> {
  try {
    await (await import("./queue")).startQueue(client);
  } catch {
    // Where nothing can be kept, nothing waits.
  }
}

async function prepare(client: QueryClient, keep: boolean): Promise<void> {
  // Absent on plain http.
  if (!("serviceWorker" in navigator)) return;
  if (keep && !startedOffline.get()) await (await import("./kept")).keepFeed(client);
  // With a certificate that the browser does not trust there is none: then pages need a connection, as ever.
  if (import.meta.env.PROD) await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
