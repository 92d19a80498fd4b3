import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import { openDB, type DBSchema } from "idb";

/** What an offline page shows of the last visit: never another person's, and never for long. */
interface Kept {
  session: Bootstrap["session"];
  feed: unknown;
  at: number;
}

interface Schema extends DBSchema {
  kept: { key: string; value: Kept };
}

/** Everything in here belongs to the account of `ownerOf`, see owner.ts; keys are ids of accounts. */
export const database = () =>
  openDB<Schema>("mockstagram.offline", 1, {
    upgrade(db) {
      db.createObjectStore("kept");
    },
  });

export async function clearDatabase(): Promise<void> {
  const db = await database();
  await db.clear("kept");
  db.close();
}
