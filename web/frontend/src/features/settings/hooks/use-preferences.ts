import type { EditPreferences } from "@mockstagram/shared/api/me";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { changeLanguage } from "@/lib/i18n";
import { useProblemText } from "@/lib/problem-text";
import { keys } from "@/lib/query";
import { setViewer, useRequiredViewer } from "@/lib/session";
import { showTheme } from "@/lib/theme";
import { toast } from "@/lib/toast";
import { editPreferences } from "../api/settings";

/** Language, appearance and privacy: they change at once, and back again when the server refuses. */
export function usePreferences(): (change: EditPreferences) => void {
  const viewer = useRequiredViewer();
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const apply = ({ language, theme }: EditPreferences) => {
    if (theme) showTheme(theme);
    if (language) void changeLanguage(language);
  };
  const { mutate } = useMutation({
    scope: { id: "preferences" },
    mutationFn: ({ change, key }: { change: EditPreferences; key: string }) => editPreferences(change, key),
    onMutate: ({ change }) => {
      apply(change);
      setViewer({ ...viewer, ...change });
      return viewer;
    },
    onSuccess: (_, { change }) => {
      if (change.private === undefined) return;
      for (const queryKey of [keys.requests, keys.requestCount, keys.profile(viewer.username)])
        void client.invalidateQueries({ queryKey });
    },
    onError: (error, act, before) => {
      if (before) {
        apply({ language: before.language, theme: before.theme });
        setViewer(before);
      }
      const again = () => {
        mutate(act);
      };
      toast(textOf(error), { tone: "error", action: { label: t("common.tryAgain"), act: again } });
    },
  });
  return (change) => {
    mutate({ change, key: newKey() });
  };
}
