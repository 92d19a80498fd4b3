import type { LogIn } from "@mockstagram/shared/api/session";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { SecondCodeField } from "@/components/ui/second-code-field";
import { ActKey } from "@/lib/api/idempotency";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { cleanCode, looksLikeCode } from "@/lib/second-code";
import { logIn } from "../api/auth";
import styles from "./auth.module.css";

interface LogInCodeFormProps {
  credentials: LogIn;
  onEntered: () => void;
  onBack: () => void;
}

/** The second step of a log-in. A code that was refused, or is of another form, is said at its field. */
export default function LogInCodeForm({ credentials, onEntered, onBack }: LogInCodeFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const field = useRef<HTMLInputElement>(null);
  const [act] = useState(() => new ActKey());
  const [malformed, setMalformed] = useState(false);
  const entry = useMutation({
    mutationFn: (code: string) => logIn({ ...credentials, code }, act.for(code)),
    onSuccess: onEntered,
    onError: () => field.current?.focus(),
  });
  useEffect(() => field.current?.focus(), []);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = cleanCode(field.current?.value ?? "");
    setMalformed(!looksLikeCode(code));
    if (looksLikeCode(code)) entry.mutate(code);
    else field.current?.focus();
  };
  const { error } = entry;
  const wrong = error instanceof ApiProblem && error.code === "totp_wrong" ? textOf(error) : undefined;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SecondCodeField ref={field} name="code" error={malformed ? t("auth.codeForm") : wrong} />
      <div role="alert">{error && !wrong && <p className={styles.alert}>{textOf(error)}</p>}</div>
      <Button type="submit" variant="primary" wide busy={entry.isPending || entry.isSuccess}>
        {t("auth.logIn")}
      </Button>
      <Button variant="text" onClick={onBack}>
        {t("common.back")}
      </Button>
    </form>
  );
}
