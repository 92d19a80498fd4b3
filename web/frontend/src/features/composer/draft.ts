import { openDB, type DBSchema } from "idb";
import { EMPTY, type Aspect, type Composition, type Framing, type Item } from "./model";
import type { Ticket } from "@/lib/upload/ticket";

interface DraftItem {
  id: string;
  file: File;
  framing: Framing;
  alt: string;
  ticket: Ticket | null;
}

interface Draft {
  caption: string;
  aspect: Aspect;
  items: DraftItem[];
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

const database = () =>
  openDB<Schema>("mockstagram", 1, {
    upgrade(db) {
      db.createObjectStore("drafts");
    },
  });

let last: Promise<unknown> = Promise.resolve();

/** One after the other: what is still being stored must not come back after it was thrown away. */
function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
  const next = last.then(act);
  last = next.catch(() => undefined);
  return next;
}

/** Keeps what is being composed, files included, so that a closed tab loses nothing. */
export async function saveDraft(viewerId: string, { caption, aspect, items }: Composition): Promise<void> {
  const draft: Draft = {
    caption,
    aspect,
    items: items.map(({ id, file, framing, alt, ticket }) => ({ id, file, framing, alt, ticket })),
  };
  await inTurn(async () => (await database()).put("drafts", draft, viewerId));
}

export async function loadDraft(viewerId: string): Promise<Composition | null> {
  const draft = await inTurn(async () => (await database()).get("drafts", viewerId));
  if (!draft) return null;
  const items = draft.items.map(restoreItem);
  return {
    ...EMPTY,
    ...draft,
    items,
    current: items[0]?.id ?? null,
    step: items.length > 0 ? "frame" : "pick",
  };
}

export async function clearDraft(viewerId: string): Promise<void> {
  await inTurn(async () => (await database()).delete("drafts", viewerId));
}

function restoreItem(item: DraftItem): Item {
  return { ...item, url: URL.createObjectURL(item.file), size: null, progress: { state: "waiting" } };
}
