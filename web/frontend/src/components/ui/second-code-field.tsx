import { useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { TextField } from "./text-field";

type SecondCodeFieldProps = Omit<ComponentProps<typeof TextField>, "label" | "hint" | "inputMode" | "autoComplete">;

/** The second factor: a code of the app or, when that is lost, a recovery code. */
export function SecondCodeField(props: SecondCodeFieldProps) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  return (
    <>
      <TextField
        {...props}
        label={t(recovery ? "auth.recoveryCode" : "auth.appCode")}
        hint={t(recovery ? "auth.recoveryCodeHint" : "auth.appCodeHint")}
        inputMode={recovery ? "text" : "numeric"}
        autoComplete={recovery ? "off" : "one-time-code"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={24}
      />
      <Button
        variant="text"
        onClick={() => {
          setRecovery(!recovery);
        }}
      >
        {t(recovery ? "auth.useApp" : "auth.useRecoveryCode")}
      </Button>
    </>
  );
}
