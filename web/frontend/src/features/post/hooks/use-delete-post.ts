import type { Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { isAbsent } from "@/lib/api/problem";
import { setDeleted } from "@/lib/overlay";
import { useProblemText } from "@/lib/problem-text";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { deletePost } from "../api/posts";

interface Deletion {
  post: Post;
  key: string;
}

/** Takes the post away at once; it comes back, with the reason and a way to try again, when the server refuses. */
export function useDeletePost(): (post: Post) => void {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { mutate } = useMutation({
    mutationFn: ({ post, key }: Deletion) => deletePost(post.code, key).catch(ignoreAbsent),
    onMutate: ({ post }) => {
      setDeleted(post.id, true);
    },
    onSuccess: (_, { post }) => {
      toast(t("post.deleted"));
      changeInCache(
        client,
        (thing): thing is typeof thing => thing.id === post.id,
        () => null,
      );
      client.removeQueries({ queryKey: keys.post(post.code) });
      void client.invalidateQueries({ queryKey: keys.profile(post.author.username) });
    },
    onError: (error, deletion) => {
      setDeleted(deletion.post.id, false);
      toast(textOf(error), {
        tone: "error",
        action: {
          label: t("common.tryAgain"),
          act: () => {
            mutate(deletion);
          },
        },
      });
    },
  });
  return (post) => {
    mutate({ post, key: newKey() });
  };
}

function ignoreAbsent(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
}
