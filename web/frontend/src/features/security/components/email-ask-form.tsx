import type { RequestEmailChange } from "@mockstagram/shared/api/security";
import { LIMITS } from "@mockstagram/shared/limits";
import { checkEmail } from "@mockstagram/shared/text";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { useRequiredViewer } from "@/lib/session";
import { useTextRule } from "@/lib/text-problem";
import { requestEmailChange } from "../api/security";
import { useAct } from "../hooks/use-act";
import { ActForm } from "./act-form";
import styles from "./security.module.css";

export function EmailAskForm({ onAsked }: { onAsked: (email: string) => void }) {
  const { t } = useTranslation();
  const rule = useTextRule();
  const { email: current } = useRequiredViewer();
  const { register, handleSubmit, formState, setError, getValues } = useForm<RequestEmailChange>({
    defaultValues: { email: "", password: "" },
  });
  const asked = () => {
    onAsked(getValues("email"));
  };
  const ask = useAct(requestEmailChange, { onDone: asked, setError });
  const { errors } = formState;
  const submit = handleSubmit((fields) => {
    ask.mutate(fields);
  });
  return (
    <ActForm
      act={t("security.sendCode")}
      busy={ask.isPending}
      error={ask.rest}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.soft}>{t("security.emailNow", { email: current })}</p>
      <TextField
        {...register("email", {
          setValueAs: (text: string) => text.trim(),
          validate: rule(checkEmail, { max: LIMITS.email }),
        })}
        type="email"
        label={t("security.newEmail")}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.email?.message}
      />
      <PasswordField
        {...register("password", { required: t("check.required") })}
        label={t("auth.password")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
    </ActForm>
  );
}
