import type { CloseAccount } from "@mockstagram/shared/api/security";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { PasswordField } from "@/components/ui/password-field";
import { leave } from "@/lib/leaving";
import { goTo } from "@/lib/session";
import { useAct } from "../hooks/use-act";
import { AccountName } from "./account-name";
import { ActForm } from "./act-form";

interface ClosingFormProps {
  act: string;
  close: (body: CloseAccount) => Promise<unknown>;
  /** How the log-in page says what has been done. */
  closed: "deactivated" | "deletion";
  children: ReactNode;
}

/** What it means, the password, and the act, which ends on the log-in page. */
export function ClosingForm({ act, close, closed, children }: ClosingFormProps) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setError } = useForm<CloseAccount>({ defaultValues: { password: "" } });
  const goOut = () => {
    goTo(`${pathTo("login")}?closed=${closed}`);
  };
  const closing = useAct((fields: CloseAccount) => leave(close(fields)), { onDone: goOut, setError });
  const submit = handleSubmit((fields) => {
    closing.mutate(fields);
  });
  return (
    <ActForm act={act} danger busy={closing.isPending} error={closing.rest} onSubmit={(event) => void submit(event)}>
      {children}
      <AccountName />
      <PasswordField
        {...register("password", { required: t("check.required") })}
        label={t("auth.password")}
        autoComplete="current-password"
        error={formState.errors.password?.message}
      />
    </ActForm>
  );
}
