/** What of an event's envelope the BFF uses (docs/protocols.md, section 5). */
export interface Envelope {
  id: string;
  type: string;
  min_lsn: string | number | null;
  epoch: string | number | null;
  payload: Record<string, unknown>;
}

export interface PostEvent {
  type: "new_posts" | "post_deleted";
  eventId: string;
  postId: string;
  authorId: string;
  position: { epoch: string; lsn: string } | null;
  eventType: string;
}

const POST_EVENTS: Readonly<Record<string, PostEvent["type"]>> = {
  "content.post_created": "new_posts",
  "content.post_deleted": "post_deleted",
};

/** The post that an event is about, or null when it is about something else. */
export function postEvent({ id, type, min_lsn, epoch, payload }: Envelope): PostEvent | null {
  const kind = POST_EVENTS[type];
  const { post_id, author_id } = payload;
  if (!kind || typeof post_id !== "string" || typeof author_id !== "string") return null;
  const position = min_lsn && epoch ? { epoch: String(epoch), lsn: String(min_lsn) } : null;
  return { type: kind, eventId: id, postId: post_id, authorId: author_id, position, eventType: type };
}

export function revokedSessions({ payload }: Envelope): string[] {
  const ids = payload.session_ids;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}
