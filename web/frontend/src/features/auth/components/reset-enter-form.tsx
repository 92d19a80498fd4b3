import { LIMITS } from "@mockstagram/shared/limits";
import { checkPassword } from "@mockstagram/shared/text";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { SecondCodeField } from "@/components/ui/second-code-field";
import { TextField } from "@/components/ui/text-field";
import { looksLikeCode } from "@/lib/second-code";
import { useTextRule } from "@/lib/text-problem";
import { useReset } from "../hooks/use-reset";
import styles from "./auth.module.css";

interface ResetEnterFormProps {
  identifier: string;
  onAgain: () => void;
}

export function ResetEnterForm({ identifier, onAgain }: ResetEnterFormProps) {
  const { t } = useTranslation();
  const rule = useTextRule();
  const { form, submit, secured, busy, error } = useReset(identifier);
  const { register, formState } = form;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <input type="text" name="username" value={identifier} autoComplete="username" readOnly hidden />
      <TextField
        {...register("code", { validate: (text) => /^\d{8}$/.test(text.replace(/\s/g, "")) || t("reset.eightDigits") })}
        className={styles.code}
        label={t("auth.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        error={formState.errors.code?.message}
      />
      <PasswordField
        {...register("password", { validate: rule(checkPassword, LIMITS.password) })}
        label={t("security.newPassword")}
        autoComplete="new-password"
        hint={t("auth.passwordHint", { min: LIMITS.password.min })}
        error={formState.errors.password?.message}
      />
      {secured && (
        <SecondCodeField
          {...register("second", { validate: (text) => looksLikeCode(text) || t("auth.codeForm") })}
          error={formState.errors.second?.message}
        />
      )}
      <div role="alert">{error && <p className={styles.alert}>{error}</p>}</div>
      <Button type="submit" variant="primary" wide busy={busy}>
        {t("reset.set")}
      </Button>
      <div className={styles.acts}>
        <Button variant="text" onClick={onAgain}>
          {t("auth.sendAgain")}
        </Button>
      </div>
      <p className={styles.fine}>{t("reset.note")}</p>
    </form>
  );
}
