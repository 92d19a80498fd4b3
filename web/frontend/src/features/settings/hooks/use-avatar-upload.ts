import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ProcessUpload } from "@mockstagram/shared/api/media";
import { processFile } from "@/lib/upload/process";
import { sendFile } from "@/lib/upload/send";
import { askForTicket } from "@/lib/upload/ticket";
import { useEditProfile } from "./use-edit-profile";

/** Sends a picture, has it cut and makes it the viewer's own. */
export function useAvatarUpload(file: File, onDone: () => void) {
  const edit = useEditProfile();
  const [part, setPart] = useState(0);
  const [controller] = useState(() => new AbortController());
  useEffect(
    () => () => {
      controller.abort();
    },
    [controller],
  );
  const upload = useMutation({
    mutationFn: async (crop: ProcessUpload["crop"]) => {
      const { signal } = controller;
      const ticket = await askForTicket(file, "avatar");
      await sendFile({ file, ticket, resumed: false, signal, onProgress: setPart });
      const { receipt } = await processFile(ticket, { crop, rotate: 0, fit: null }, signal);
      await edit.mutateAsync({ avatar_receipt: receipt });
    },
    onSuccess: onDone,
  });
  return { upload, part };
}
