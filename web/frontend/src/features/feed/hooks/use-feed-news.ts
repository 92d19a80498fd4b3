import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { feedChanged } from "@/lib/feed-signal";
import { onSocketMessage } from "@/lib/socket";

/** Lets the socket say that the feed has something new. */
export function useFeedNews(): void {
  const client = useQueryClient();
  /** The first connection of a page has missed nothing: the feed came with the page. */
  const opened = useRef(false);
  useEffect(
    () =>
      onSocketMessage((message) => {
        const missed = message.type === "ready" && !message.resumed && opened.current;
        if (message.type === "ready") opened.current = true;
        if (message.type === "new_posts" || missed) feedChanged(client);
      }),
    [client],
  );
}
