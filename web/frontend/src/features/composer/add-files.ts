import { LIMITS } from "@mockstagram/shared/limits";
import { newKey } from "@/lib/api/idempotency";
import { checkFile, type FileRefusal } from "@/lib/upload/check";
import { UNFRAMED, type Item } from "./model";

export interface Refused {
  name: string;
  reason: FileRefusal | "too_many";
}

/** Sorts picked files into those that can be sent and those that cannot, with the reason. */
export function sortFiles(files: readonly File[], present: number): { items: Item[]; refused: Refused[] } {
  const items: Item[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const full = present + items.length >= LIMITS.mediaPerPost;
    const reason = checkFile(file) ?? (full ? "too_many" : null);
    if (reason) refused.push({ name: file.name, reason });
    else items.push(itemOf(file));
  }
  return { items, refused };
}

function itemOf(file: File): Item {
  return {
    id: newKey(),
    file,
    url: URL.createObjectURL(file),
    size: null,
    framing: UNFRAMED,
    alt: "",
    ticket: null,
    progress: { state: "waiting" },
  };
}
