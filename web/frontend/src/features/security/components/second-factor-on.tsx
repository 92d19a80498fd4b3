import type { SecondFactor } from "@mockstagram/shared/api/second-factor";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { disableSecondFactor, renewRecoveryCodes } from "../api/second-factor";
import { ProofForm } from "./proof-form";
import styles from "./second-factor.module.css";
import security from "./security.module.css";

interface SecondFactorOnProps {
  state: SecondFactor;
  onCodes: (codes: readonly string[]) => void;
  onOff: () => void;
}

/** What can be done while it is on; either takes password and code. */
export function SecondFactorOn({ state, onCodes, onOff }: SecondFactorOnProps) {
  const { t, i18n } = useTranslation();
  const [act, setAct] = useState<"codes" | "off" | null>(null);
  if (act === "codes") {
    return (
      <ProofForm
        act={t("secondFactor.newCodes")}
        lead={t("secondFactor.newCodesLead")}
        send={renewRecoveryCodes}
        onDone={({ codes }) => {
          onCodes(codes);
        }}
      />
    );
  }
  if (act === "off") {
    const [label, lead, done] = [t("secondFactor.turnOff"), t("secondFactor.turnOffLead"), t("secondFactor.turnedOff")];
    return <ProofForm danger act={label} lead={lead} done={done} send={disableSecondFactor} onDone={onOff} />;
  }
  const date =
    state.since && new Intl.DateTimeFormat(i18n.language, { dateStyle: "long" }).format(new Date(state.since));
  return (
    <div className={security.body}>
      <p>{t("secondFactor.onSince", { date })}</p>
      <p className={security.soft}>{t("secondFactor.left", { count: state.recovery_codes_left })}</p>
      <div className={styles.acts}>
        <Button
          onClick={() => {
            setAct("codes");
          }}
        >
          {t("secondFactor.newCodes")}
        </Button>
        <Button
          variant="dangerText"
          onClick={() => {
            setAct("off");
          }}
        >
          {t("secondFactor.turnOff")}
        </Button>
      </div>
    </div>
  );
}
