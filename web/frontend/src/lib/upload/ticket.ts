import type { CreateUpload, Upload } from "@mockstagram/shared/api/media";
import { request } from "../api/client";
import { newKey } from "../api/idempotency";

/** Permission to send one file, kept with the file so that a later visit can go on. */
export type Ticket = Upload;

const LEAST_LEFT_MS = 60_000;

export function askForTicket(file: Blob & { name?: string }, kind: CreateUpload["kind"]): Promise<Ticket> {
  const body: CreateUpload = { size: file.size, kind, ...(file.name && { name: file.name.slice(-255) }) };
  return request<Ticket>("/uploads", { method: "POST", body, key: newKey() });
}

export const isUsable = (ticket: Ticket): boolean => Date.parse(ticket.expires_at) - Date.now() > LEAST_LEFT_MS;
