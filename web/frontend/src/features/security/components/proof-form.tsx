import type { SecondFactorProof } from "@mockstagram/shared/api/second-factor";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { PasswordField } from "@/components/ui/password-field";
import { SecondCodeField } from "@/components/ui/second-code-field";
import { cleanCode, looksLikeCode } from "@/lib/second-code";
import { useAct } from "../hooks/use-act";
import { AccountName } from "./account-name";
import { ActForm } from "./act-form";
import styles from "./security.module.css";

interface ProofFormProps<Answer> {
  act: string;
  lead: string;
  danger?: boolean;
  /** Said when it is done. */
  done?: string;
  send: (proof: SecondFactorProof) => Promise<Answer>;
  onDone: (answer: Answer) => void;
}

/** Both factors once more, for what weakens or replaces the second one. */
export function ProofForm<Answer>({ act, lead, danger = false, done, send, onDone }: ProofFormProps<Answer>) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setError } = useForm<SecondFactorProof>({
    defaultValues: { password: "", code: "" },
  });
  const proof = useAct(send, { ...(done ? { done } : {}), onDone, setError });
  const { errors } = formState;
  const submit = handleSubmit((fields) => {
    proof.mutate(fields);
  });
  return (
    <ActForm
      act={act}
      danger={danger}
      busy={proof.isPending}
      error={proof.rest}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.soft}>{lead}</p>
      <AccountName />
      <PasswordField
        {...register("password", { required: t("check.required") })}
        label={t("auth.password")}
        autoComplete="current-password"
        error={errors.password?.message}
      />
      <SecondCodeField
        {...register("code", { setValueAs: cleanCode, validate: (code) => looksLikeCode(code) || t("auth.codeForm") })}
        error={errors.code?.message}
      />
    </ActForm>
  );
}
