import type { EditPost, GridPost, Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { nameOf, sendLater, sendNow } from "@/lib/offline/waiting";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { sendEdit } from "../api/posts";

/** Saves what a post shall say, now or once there is a connection, and shows it wherever the post is shown. */
export function useEditPost(post: Post, onSaved: () => void) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const [act] = useState(() => new ActKey());
  const finish = (edited: Post) => {
    act.done();
    showEdited(client, edited);
    toast(t("post.saved"));
  };
  return useMutation({
    mutationFn: (edit: EditPost) => sendNow<Post>(sendEdit(post.code, edit), act.for(edit)),
    onSuccess: (edited) => {
      finish(edited);
      onSaved();
    },
    onError: async (error, edit) => {
      const wanted = editedBy(post, edit);
      const write = {
        ...sendEdit(post.code, edit),
        scope: `edit:${post.id}`,
        about: nameOf(wanted),
        key: act.for(edit),
      };
      const done = (edited: unknown) => {
        finish(edited as Post);
      };
      if (!(await sendLater(error, write, done))) return;
      showEdited(client, wanted);
      toast(t("queue.kept"));
      onSaved();
    },
  });
}

function editedBy(post: Post, { caption = post.caption, media = [] }: EditPost): Post {
  const alts = new Map(media.map(({ id, alt }) => [id, alt]));
  const inOrder =
    media.length > 0 ? media.flatMap(({ id }) => post.media.find((one) => one.id === id) ?? []) : post.media;
  return { ...post, caption, media: inOrder.map((one) => ({ ...one, alt: alts.get(one.id) ?? one.alt })) };
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
