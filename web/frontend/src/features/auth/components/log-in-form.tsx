import type { LogIn } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { useMutation } from "@tanstack/react-query";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { useProblemText } from "@/lib/problem-text";
import { logIn } from "../api/auth";
import { closedBy, isAsked, type Closed } from "../closed";
import styles from "./auth.module.css";

interface LogInFormProps {
  onEntered: () => void;
  /** The password is right, and a code is needed as well. */
  onAsked: (credentials: LogIn) => void;
  /** The account is deactivated, and the person has to say whether to open it again. */
  onClosed: (closed: Closed) => void;
}

export function LogInForm({ onEntered, onAsked, onClosed }: LogInFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const entry = useMutation({
    mutationFn: (credentials: LogIn) => logIn(credentials),
    onSuccess: onEntered,
    onError: (error, credentials) => {
      const closed = closedBy(error, credentials);
      if (closed) onClosed(closed);
      if (isAsked(error)) onAsked(credentials);
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    entry.mutate({ identifier: textIn(form, "identifier").trim(), password: textIn(form, "password") });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        name="identifier"
        label={t("auth.identifier")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <PasswordField name="password" label={t("auth.password")} autoComplete="current-password" required />
      <div role="alert">
        {entry.error && !isAsked(entry.error) && <p className={styles.alert}>{textOf(entry.error)}</p>}
      </div>
      <Button type="submit" variant="primary" wide busy={entry.isPending || entry.isSuccess}>
        {t("auth.logIn")}
      </Button>
      <Link to={pathTo("reset")} className={styles.forgot}>
        {t("auth.forgot")}
      </Link>
    </form>
  );
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
