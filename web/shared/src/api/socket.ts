/** Messages of the WebSocket at /api/v1/socket, as JSON text frames. */
export interface Hello {
  type: "hello";
  causal: string;
  /** Id of the last event that this browser has seen, null at the first connection. */
  last_id: string | null;
}

export type ClientMessage = Hello | { type: "pong" };

export type ServerMessage =
  | { type: "ready"; resumed: boolean }
  | { type: "ping" }
  | { type: "new_posts"; id: string; causal: string; post_id: string }
  | { type: "post_deleted"; id: string; causal: string; post_id: string }
  | { type: "session_revoked" };
