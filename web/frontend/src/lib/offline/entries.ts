import type { Problem } from "@mockstagram/shared/errors";
import { database, type Entry } from "./database";
import type { Write } from "./waiting";

/** What waits of an account, in the order in which it acted. */
export async function entriesOf(viewer: string): Promise<Entry[]> {
  const found = await (await database()).getAllFromIndex("writes", "viewer", viewer);
  return found.flatMap((entry) => (entry.id === undefined ? [] : [{ ...entry, id: entry.id }]));
}

/** Puts a write at the end; what was wished before of the same scope is not sent any more. */
export async function addEntry(viewer: string, write: Write): Promise<void> {
  const transaction = (await database()).transaction("writes", "readwrite");
  const { store } = transaction;
  for (const entry of await store.index("viewer").getAll(viewer))
    if (entry.scope === write.scope && entry.id !== undefined) await store.delete(entry.id);
  await store.add({ ...write, viewer, problem: null });
  await transaction.done;
}

export async function removeEntry({ id }: Entry): Promise<void> {
  await (await database()).delete("writes", id);
}

/** Keeps why a write was refused, for the person to see; null when it is to be tried again. */
export async function markEntry(entry: Entry, problem: Problem | null): Promise<void> {
  const transaction = (await database()).transaction("writes", "readwrite");
  // A newer wish may have taken its place meanwhile.
  if (await transaction.store.get(entry.id)) await transaction.store.put({ ...entry, problem });
  await transaction.done;
}
