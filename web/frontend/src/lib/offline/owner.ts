import type { Viewer } from "@mockstagram/shared/api/session";
import { storage } from "../storage";

const KEY = "mockstagram.offline";
const WAITING = "mockstagram.waiting";

/** The account whose things this browser keeps for times without a connection, or null when it keeps nothing. */
export const keptFor = (): string | null => storage.get(KEY);

export function keepFor(viewer: Viewer): void {
  storage.set(KEY, viewer.id);
}

/** Whether writes wait here: their place is looked into before the first view only then. */
export const doesWait = (): boolean => storage.get(WAITING) !== null;

export function noteWaiting(does: boolean): void {
  if (does) storage.set(WAITING, "1");
  else storage.remove(WAITING);
}

/** Deletes what is kept: at the end of a session, and before somebody else's things are kept. */
export async function forget(): Promise<void> {
  if (keptFor() === null) return;
  const { clearDatabase } = await import("./database");
  await clearDatabase();
  storage.remove(KEY);
  noteWaiting(false);
}

/** At the start of a page: what another account has left behind goes before anything is shown. */
export async function forgetOthers(viewer: Viewer | null): Promise<void> {
  if (keptFor() !== (viewer?.id ?? null)) await forget();
}
