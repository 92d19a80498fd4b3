import type { Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { useProblemText } from "@/lib/problem-text";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { moveArchived } from "../api/posts";

interface Move {
  post: Post;
  archived: boolean;
  key: string;
}

/** Puts a post into the archive or back; a message offers the way back, or another try. */
export function useArchivePost(): (post: Post, archived: boolean) => void {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { mutate } = useMutation({
    mutationFn: ({ post, archived, key }: Move) => moveArchived(post.code, archived, key),
    onSuccess: (moved, { archived }) => {
      showMoved(client, moved);
      const undo = () => {
        move(moved, !archived);
      };
      toast(t(archived ? "post.archived" : "post.unarchived"), { action: { label: t("common.undo"), act: undo } });
    },
    onError: (error, move_) => {
      const retry = () => {
        mutate(move_);
      };
      toast(textOf(error), { tone: "error", action: { label: t("common.tryAgain"), act: retry } });
    },
  });
  const move = (post: Post, archived: boolean) => {
    mutate({ post, archived, key: newKey() });
  };
  return move;
}

/** Out of every list it was in; the lists that it belongs into now are asked again. */
function showMoved(client: QueryClient, moved: Post): void {
  changeInCache(
    client,
    (thing): thing is typeof thing => thing.id === moved.id,
    () => null,
  );
  client.setQueryData(keys.post(moved.code), moved);
  for (const queryKey of [
    keys.feed,
    keys.archive,
    keys.grid(moved.author.username),
    keys.profile(moved.author.username),
  ])
    void client.invalidateQueries({ queryKey });
}
