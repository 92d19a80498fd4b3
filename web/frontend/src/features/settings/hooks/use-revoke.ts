import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { useProblemText } from "@/lib/problem-text";
import { keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { revokeOthers, revokeSession } from "../api/settings";

interface Revocation {
  which: string;
  key: string;
}

/** Ends one session by its id, or all `others`. */
export function useRevoke() {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ which, key }: Revocation) => (which === "others" ? revokeOthers(key) : revokeSession(which, key)),
    onSuccess: () => {
      toast(t("settings.revoked"));
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: (error, act) => {
      const again = () => {
        mutate(act);
      };
      toast(textOf(error), { tone: "error", action: { label: t("common.tryAgain"), act: again } });
    },
  });
  return {
    revoke: (which: string) => {
      mutate({ which, key: newKey() });
    },
    pending: isPending ? variables.which : null,
  };
}
