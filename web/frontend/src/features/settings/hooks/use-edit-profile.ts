import type { EditProfile } from "@mockstagram/shared/api/me";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { setViewer, useRequiredViewer } from "@/lib/session";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { editProfile } from "../api/settings";

/** Changes the viewer's own profile, here and wherever the name or picture is shown. */
export function useEditProfile() {
  const client = useQueryClient();
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const [act] = useState(() => new ActKey());
  return useMutation({
    mutationFn: (change: EditProfile) => editProfile(change, act.for(change)),
    onSuccess: ({ id, username, name, avatar }) => {
      act.done();
      setViewer({ ...viewer, name, avatar });
      changeInCache(
        client,
        (thing): thing is { id: string; name: string; avatar: unknown } => thing.id === id && "avatar" in thing,
        (account) => ({ ...account, name, avatar }),
      );
      void client.invalidateQueries({ queryKey: keys.profile(username) });
      toast(t("settings.saved"));
    },
  });
}
