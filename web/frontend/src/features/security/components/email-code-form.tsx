import type { VerifyEmail } from "@mockstagram/shared/api/session";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { TextField } from "@/components/ui/text-field";
import { setViewer } from "@/lib/session";
import { confirmEmailChange } from "../api/security";
import { useAct } from "../hooks/use-act";
import { ActForm } from "./act-form";
import styles from "./security.module.css";

export function EmailCodeForm({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setError } = useForm<VerifyEmail>({ defaultValues: { code: "" } });
  const confirm = useAct(confirmEmailChange, {
    done: t("security.emailChanged"),
    onDone: ({ viewer }) => {
      setViewer(viewer);
      onDone();
    },
    setError,
  });
  const submit = handleSubmit((fields) => {
    confirm.mutate(fields);
  });
  return (
    <ActForm
      act={t("security.emailChange")}
      busy={confirm.isPending}
      error={confirm.rest}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.soft}>{t("auth.verifyLead", { email })}</p>
      <TextField
        {...register("code", {
          setValueAs: (text: string) => text.replace(/\s/g, ""),
          validate: (code) => /^\d{6}$/.test(code) || t("security.sixDigits"),
        })}
        label={t("auth.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        error={formState.errors.code?.message}
      />
    </ActForm>
  );
}
