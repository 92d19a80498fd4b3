import type { ConfirmSecondFactor, Enrolment } from "@mockstagram/shared/api/second-factor";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { cleanCode } from "@/lib/second-code";
import { confirmSecondFactor } from "../api/second-factor";
import { useAct } from "../hooks/use-act";
import { ActForm } from "./act-form";
import { CopyButton } from "./copy-button";
import { QrCode } from "./qr-code";
import styles from "./second-factor.module.css";
import security from "./security.module.css";

interface EnrolFormProps {
  enrolment: Enrolment;
  onCodes: (codes: readonly string[]) => void;
}

export function EnrolForm({ enrolment, onCodes }: EnrolFormProps) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setError } = useForm<ConfirmSecondFactor>({ defaultValues: { code: "" } });
  const confirm = useAct(confirmSecondFactor, {
    done: t("secondFactor.turnedOn"),
    onDone: ({ codes }) => {
      onCodes(codes);
    },
    setError,
  });
  const submit = handleSubmit((fields) => {
    confirm.mutate(fields);
  });
  return (
    <ActForm
      act={t("secondFactor.turnOn")}
      busy={confirm.isPending}
      error={confirm.rest}
      onSubmit={(event) => void submit(event)}
    >
      <p className={security.soft}>{t("secondFactor.scan")}</p>
      <QrCode rows={enrolment.qr} label={t("secondFactor.qr")} />
      <a className={buttonClass("text")} href={enrolment.uri}>
        {t("secondFactor.openApp")}
      </a>
      <p className={security.soft}>{t("secondFactor.byHand")}</p>
      <p className={styles.key}>
        <code>{enrolment.secret}</code>
        <CopyButton text={enrolment.secret.replaceAll(" ", "")} label={t("secondFactor.copyKey")} />
      </p>
      <TextField
        {...register("code", {
          setValueAs: cleanCode,
          validate: (code) => /^\d{6}$/.test(code) || t("security.sixDigits"),
        })}
        label={t("auth.appCode")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        error={formState.errors.code?.message}
      />
    </ActForm>
  );
}
