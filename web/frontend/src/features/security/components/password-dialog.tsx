import type { ChangePassword } from "@mockstagram/shared/api/security";
import { LIMITS } from "@mockstagram/shared/limits";
import { checkPassword } from "@mockstagram/shared/text";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { PasswordField } from "@/components/ui/password-field";
import { useTextRule } from "@/lib/text-problem";
import { changePassword } from "../api/security";
import { useAct } from "../hooks/use-act";
import { ActForm } from "./act-form";
import { AccountName } from "./account-name";

export default function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rule = useTextRule();
  const { register, handleSubmit, formState, setError } = useForm<ChangePassword>({
    defaultValues: { current_password: "", new_password: "" },
  });
  const change = useAct(changePassword, { done: t("security.passwordChanged"), onDone: onClose, setError });
  const { errors } = formState;
  const submit = handleSubmit((fields) => {
    change.mutate(fields);
  });
  return (
    <Dialog title={t("security.password")} onClose={onClose}>
      <ActForm
        act={t("security.passwordChange")}
        busy={change.isPending}
        error={change.rest}
        onSubmit={(event) => void submit(event)}
      >
        <AccountName />
        <PasswordField
          {...register("current_password", { required: t("check.required") })}
          label={t("security.currentPassword")}
          autoComplete="current-password"
          error={errors.current_password?.message}
        />
        <PasswordField
          {...register("new_password", { validate: rule(checkPassword, LIMITS.password) })}
          label={t("security.newPassword")}
          autoComplete="new-password"
          hint={t("auth.passwordHint", { min: LIMITS.password.min })}
          error={errors.new_password?.message}
        />
      </ActForm>
    </Dialog>
  );
}
