import type { GridPost, Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { useProblemText } from "@/lib/problem-text";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { movePinned } from "../api/posts";

interface Move {
  post: Post;
  pinned: boolean;
  key: string;
}

/** Pins a post to the top of the profile, or lets it go to its place. */
export function usePinPost(): (post: Post, pinned: boolean) => void {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { mutate } = useMutation({
    mutationFn: ({ post, pinned, key }: Move) => movePinned(post.code, pinned, key),
    onSuccess: ({ id, author }, { pinned }) => {
      changeInCache(
        client,
        (thing): thing is Post | GridPost => thing.id === id && "pinned" in thing,
        (post) => ({ ...post, pinned }),
      );
      void client.invalidateQueries({ queryKey: keys.grid(author.username) });
      toast(t(pinned ? "post.pinned" : "post.unpinned"));
    },
    onError: (error) => {
      toast(textOf(error), { tone: "error" });
    },
  });
  return (post, pinned) => {
    mutate({ post, pinned, key: newKey() });
  };
}
