import type { LogIn } from "@mockstagram/shared/api/session";
import { formatDay } from "@mockstagram/shared/format";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useProblemText } from "@/lib/problem-text";
import { logIn } from "../api/auth";
import { isAsked, type Closed } from "../closed";
import styles from "./auth.module.css";

interface ReopenFormProps {
  closed: Closed;
  /** `news` is what the next page is to say. */
  onEntered: (news: string) => void;
  /** The account has a second factor too. */
  onAsked: (credentials: LogIn, news: string) => void;
  onBack: () => void;
}

/** Whether to open a deactivated account again, which also keeps one that is to be deleted. */
export default function ReopenForm({
  closed: { credentials, deletesAt },
  onEntered,
  onAsked,
  onBack,
}: ReopenFormProps) {
  const { t, i18n } = useTranslation();
  const textOf = useProblemText();
  const date = deletesAt ? formatDay(deletesAt, i18n.language) : "";
  const news = deletesAt ? t("closing.kept", { date }) : t("closing.reopened");
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    question.current?.focus();
  }, []);
  const entry = useMutation({
    mutationFn: () => logIn({ ...credentials, reopen: true }),
    onSuccess: () => {
      onEntered(news);
    },
    onError: (error) => {
      if (isAsked(error)) onAsked({ ...credentials, reopen: true }, news);
    },
  });
  return (
    <div className={styles.form}>
      <p ref={question} tabIndex={-1} className={styles.question}>
        {deletesAt ? t("closing.keepText", { date }) : t("closing.reopenText")}
      </p>
      <div role="alert">
        {entry.error && !isAsked(entry.error) && <p className={styles.alert}>{textOf(entry.error)}</p>}
      </div>
      <Button
        variant="primary"
        wide
        busy={entry.isPending || entry.isSuccess}
        onClick={() => {
          entry.mutate();
        }}
      >
        {t(deletesAt ? "closing.keepAct" : "closing.reopenAct")}
      </Button>
      <Button variant="text" wide onClick={onBack}>
        {t("reset.back")}
      </Button>
    </div>
  );
}
