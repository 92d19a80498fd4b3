import { useMutation } from "@tanstack/react-query";
import { pathTo, safeReturnPath } from "@mockstagram/shared/paths";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { usePageTitle } from "@/lib/page-title";
import { useProblemText } from "@/lib/problem-text";
import { goTo } from "@/lib/session";
import { logIn } from "../api/auth";
import { AuthFrame } from "./auth-frame";
import styles from "./auth.module.css";

export function LogInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const textOf = useProblemText();
  usePageTitle(t("auth.logIn"));
  const entry = useMutation({
    mutationFn: logIn,
    onSuccess: () => {
      goTo(safeReturnPath(search.get("next")));
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    entry.mutate({ identifier: textIn(form, "identifier").trim(), password: textIn(form, "password") });
  };
  const next = search.get("next");
  return (
    <AuthFrame
      title={t("auth.logInTitle")}
      {...(search.has("reset") ? { lead: t("reset.done") } : {})}
      foot={
        <p>
          {t("auth.noAccount")}{" "}
          <Link to={{ pathname: pathTo("signup"), search: next ? `?next=${encodeURIComponent(next)}` : "" }}>
            {t("auth.signUp")}
          </Link>
        </p>
      }
    >
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
        <div role="alert">{entry.error && <p className={styles.alert}>{textOf(entry.error)}</p>}</div>
        <Button type="submit" variant="primary" wide busy={entry.isPending || entry.isSuccess}>
          {t("auth.logIn")}
        </Button>
        <Link to={pathTo("reset")} className={styles.forgot}>
          {t("auth.forgot")}
        </Link>
      </form>
    </AuthFrame>
  );
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
