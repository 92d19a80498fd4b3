/** Messages of the WebSocket at /api/v1/socket, as JSON text frames. */
export interface Hello {
  type: "hello";
  causal: string;
  /** `id` of the last message received, over reconnections; null on a page's first connection. */
  last_id: string | null;
}

export type ClientMessage = Hello | { type: "pong" };

/**
 * `id` is a position in what this browser was sent. `ready` with `resumed: false` means that messages may have been
 * missed: ask again for what is shown.
 */
export type ServerMessage =
  | { type: "ready"; id: string; resumed: boolean }
  | { type: "ping" }
  | { type: "new_posts"; id: string; causal: string; post_id: string }
  | { type: "post_deleted"; id: string; causal: string; post_id: string }
  | { type: "session_revoked" };
