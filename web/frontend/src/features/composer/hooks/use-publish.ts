import type { CreatePost } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { renewFeed } from "@/lib/feed-signal";
import { keys } from "@/lib/query";
import { useRequiredViewer } from "@/lib/session";
import type { Store } from "@/lib/store";
import { toast } from "@/lib/toast";
import { publish } from "../api/publish";
import type { Composition } from "../model";

/** A picture could not be made ready; which one, and why, stands at the picture. */
export class PicturesFailed extends Error {}

/** Publishes once all pictures are ready. Trying the same thing again uses the same key, so that it happens once. */
export function usePublish(store: Store<Composition>, onPublished: () => Promise<void>) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { username } = useRequiredViewer();
  const [act] = useState(() => new ActKey());
  return useMutation({
    mutationFn: async () => {
      const body = await whenReady(store);
      return publish(body, act.for(body));
    },
    onSuccess: async () => {
      act.done();
      await onPublished();
      toast(t("composer.published"));
      void renewFeed(client);
      void client.invalidateQueries({ queryKey: keys.grid(username) });
      void client.invalidateQueries({ queryKey: keys.profile(username) });
    },
  });
}

/** Resolves when every picture has its receipt; rejects as soon as one has failed. */
export function whenReady(store: Store<Composition>): Promise<CreatePost> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const composition = store.get();
      const media = mediaOf(composition);
      if (composition.items.some((item) => item.progress.state === "failed")) reject(new PicturesFailed());
      else if (media.length === composition.items.length) resolve({ caption: composition.caption.trim(), media });
      else return false;
      return true;
    };
    if (look()) return;
    const stop = store.subscribe(() => {
      if (look()) stop();
    });
  });
}

function mediaOf({ items }: Composition): CreatePost["media"] {
  return items.flatMap(({ progress, alt }) =>
    progress.state === "ready" ? [{ receipt: progress.receipt, alt: alt.trim() }] : [],
  );
}
