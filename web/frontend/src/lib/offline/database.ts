import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import type { Problem } from "@mockstagram/shared/errors";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Write } from "./waiting";

/** What an offline page shows of the last visit: never another person's, and never for long. */
interface Kept {
  session: Bootstrap["session"];
  feed: unknown;
  at: number;
}

/** A write that waits for a connection, or that was refused once it was sent. */
export interface Entry extends Write {
  /** Ascending: the order in which the person acted. */
  id: number;
  viewer: string;
  problem: Problem | null;
}

export interface Schema extends DBSchema {
  kept: { key: string; value: Kept };
  writes: { key: number; value: Omit<Entry, "id"> & { id?: number }; indexes: { viewer: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

/** Everything in here belongs to the account of `keptFor`, see owner.ts. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("mockstagram.offline", 1, {
    upgrade(db) {
      db.createObjectStore("kept");
      db.createObjectStore("writes", { keyPath: "id", autoIncrement: true }).createIndex("viewer", "viewer");
    },
  });
  return opened;
}

export async function clearDatabase(): Promise<void> {
  const db = await database();
  await Promise.all([db.clear("kept"), db.clear("writes")]);
}
