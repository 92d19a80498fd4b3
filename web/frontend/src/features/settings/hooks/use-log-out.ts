import { pathTo } from "@mockstagram/shared/paths";
import { useMutation } from "@tanstack/react-query";
import { newKey } from "@/lib/api/idempotency";
import { forget } from "@/lib/offline/owner";
import { sendWaiting } from "@/lib/offline/start";
import { useProblemText } from "@/lib/problem-text";
import { goTo } from "@/lib/session";
import { toast } from "@/lib/toast";
import { logOut } from "../api/settings";

export function useLogOut(): () => void {
  const textOf = useProblemText();
  const { mutate } = useMutation({
    mutationFn: async () => {
      // Nothing of this account stays here, so this is the last chance for it.
      await sendWaiting();
      await logOut(newKey());
    },
    onSuccess: async () => {
      await forget();
      goTo(pathTo("login"));
    },
    onError: (error) => {
      toast(textOf(error), { tone: "error" });
    },
  });
  return () => {
    mutate();
  };
}
