import type { Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { isAbsent } from "@/lib/api/problem";
import { nameOf, sendLater, sendNow } from "@/lib/offline/waiting";
import { setDeleted } from "@/lib/overlay";
import { useProblemText } from "@/lib/problem-text";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { sendDeletion } from "../api/posts";

interface Deletion {
  post: Post;
  key: string;
}

/** Takes the post away at once; it comes back, with the reason and a way to try again, when the server refuses. */
export function useDeletePost(): (post: Post) => void {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const finish = (post: Post) => {
    toast(t("post.deleted"));
    forgetPost(client, post);
  };
  const { mutate } = useMutation({
    mutationFn: ({ post, key }: Deletion) => sendNow<undefined>(sendDeletion(post.code), key).catch(ignoreAbsent),
    onMutate: ({ post }) => {
      setDeleted(post.id, true);
    },
    onSuccess: (_, { post }) => {
      finish(post);
    },
    onError: async (error, deletion) => {
      const { post, key } = deletion;
      const write = { ...sendDeletion(post.code), scope: `post:${post.id}`, about: nameOf(post), key };
      const shown = { part: "deletedPosts", id: post.id, wanted: true } as const;
      const done = () => {
        finish(post);
      };
      if (await sendLater(error, { ...write, shown }, done)) {
        toast(t("queue.kept"));
        return;
      }
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

function forgetPost(client: QueryClient, post: Post): void {
  changeInCache(
    client,
    (thing): thing is typeof thing => thing.id === post.id,
    () => null,
  );
  client.removeQueries({ queryKey: keys.post(post.code) });
  void client.invalidateQueries({ queryKey: keys.profile(post.author.username) });
}

function ignoreAbsent(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
}
