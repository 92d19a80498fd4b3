import { useMutation } from "@tanstack/react-query";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useProblemText } from "@/lib/problem-text";
import { requestPasswordReset } from "../api/auth";
import styles from "./auth.module.css";

export function ResetAskForm({ onAsked }: { onAsked: (identifier: string) => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const ask = useMutation({
    mutationFn: requestPasswordReset,
    onSuccess: (_, { identifier }) => {
      onAsked(identifier);
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const identifier = new FormData(event.currentTarget).get("identifier");
    ask.mutate({ identifier: typeof identifier === "string" ? identifier.trim() : "" });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        name="identifier"
        label={t("auth.identifier")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        minLength={3}
        required
      />
      <div role="alert">{ask.error && <p className={styles.alert}>{textOf(ask.error)}</p>}</div>
      <Button type="submit" variant="primary" wide busy={ask.isPending}>
        {t("reset.send")}
      </Button>
    </form>
  );
}
