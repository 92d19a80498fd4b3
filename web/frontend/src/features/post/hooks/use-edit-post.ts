import type { EditPost, GridPost, Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { editPost } from "../api/posts";

/** Saves what a post shall say, and shows it wherever the post is shown. */
export function useEditPost(post: Post, onSaved: () => void) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const [act] = useState(() => new ActKey());
  return useMutation({
    mutationFn: (edit: EditPost) => editPost(post.code, edit, act.for(edit)),
    onSuccess: (edited) => {
      act.done();
      showEdited(client, edited);
      toast(t("post.saved"));
      onSaved();
    },
  });
}

/** A post is whole in feeds, and a picture in grids. */
export function showEdited(client: QueryClient, edited: Post): void {
  changeInCache(
    client,
    (thing): thing is Post | GridPost => thing.id === edited.id,
    (shown) => ("author" in shown ? edited : { ...shown, cover: edited.media[0] ?? shown.cover }),
  );
  void client.invalidateQueries({ queryKey: keys.revisions(edited.code) });
}
