import type { BeginSecondFactor, Enrolment } from "@mockstagram/shared/api/second-factor";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { PasswordField } from "@/components/ui/password-field";
import { beginSecondFactor } from "../api/second-factor";
import { useAct } from "../hooks/use-act";
import { AccountName } from "./account-name";
import { ActForm } from "./act-form";
import { EnrolForm } from "./enrol-form";
import styles from "./security.module.css";

interface EnrolStepsProps {
  onCodes: (codes: readonly string[]) => void;
}

/** Two steps: the password, then what the app is given with the code that it shows for it. */
export function EnrolSteps({ onCodes }: EnrolStepsProps) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return enrolment ? <EnrolForm enrolment={enrolment} onCodes={onCodes} /> : <EnrolAskForm onBegun={setEnrolment} />;
}

function EnrolAskForm({ onBegun }: { onBegun: (enrolment: Enrolment) => void }) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setError } = useForm<BeginSecondFactor>({
    defaultValues: { password: "" },
  });
  const begin = useAct(beginSecondFactor, { onDone: onBegun, setError });
  const submit = handleSubmit((fields) => {
    begin.mutate(fields);
  });
  return (
    <ActForm
      act={t("secondFactor.start")}
      busy={begin.isPending}
      error={begin.rest}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.soft}>{t("secondFactor.lead")}</p>
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
