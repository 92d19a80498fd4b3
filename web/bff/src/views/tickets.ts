import { createHmac } from "node:crypto";

/** Permission for one upload (docs/protocols.md, section 6). */
export interface Ticket {
  media_id: string;
  owner_id: string;
  size: number;
  kind: "post" | "avatar";
  edge: string;
  exp: number;
}

export function signTicket(key: string, ticket: Ticket): string {
  const text = Buffer.from(JSON.stringify(ticket)).toString("base64url");
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}
