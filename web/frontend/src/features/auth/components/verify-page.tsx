import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { usePageTitle } from "@/lib/page-title";
import { useProblemText } from "@/lib/problem-text";
import { useRequiredViewer } from "@/lib/session";
import { useVerification } from "../hooks/use-verification";
import { AuthFrame } from "./auth-frame";
import styles from "./auth.module.css";

export function VerifyPage() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { check, again, wait } = useVerification();
  const { email } = useRequiredViewer();
  usePageTitle(t("auth.verify"));
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get("code");
    check.mutate({ code: typeof code === "string" ? code.replace(/\D/g, "") : "" });
  };
  const error = check.error ?? again.error;
  return (
    <AuthFrame
      title={t("auth.verifyTitle")}
      lead={t("auth.verifyLead", { email })}
      foot={<Link to="/">{t("auth.later")}</Link>}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextField
          className={styles.code}
          name="code"
          label={t("auth.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          pattern="[0-9]{6}"
          required
        />
        <div role="alert">{error && <p className={styles.alert}>{textOf(error)}</p>}</div>
        <Button type="submit" variant="primary" wide busy={check.isPending || check.isSuccess}>
          {t("auth.verify")}
        </Button>
        <div className={styles.acts}>
          <Button
            variant="text"
            busy={again.isPending}
            disabled={wait > 0}
            onClick={() => {
              again.mutate();
            }}
          >
            {wait > 0 ? t("auth.sendAgainIn", { seconds: wait }) : t("auth.sendAgain")}
          </Button>
        </div>
      </form>
    </AuthFrame>
  );
}
