import { RotateCw, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { ApiProblem } from "@/lib/api/problem";
import { decide } from "@/lib/offline/queue";
import { waitingStore } from "@/lib/offline/waiting";
import { useProblemText } from "@/lib/problem-text";
import { useStore } from "@/lib/store";
import styles from "./notices.module.css";

/** What was done without a connection and was refused once it was sent. */
export default function FailedWrites() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const failed = useStore(waitingStore, (state) => state.failed);
  return (
    <div role="alert">
      {failed.map(({ id, about, problem }) => (
        <div key={id} className={styles.notice}>
          <TriangleAlert size={18} aria-hidden="true" />
          <p className={styles.failed}>{t("queue.failed", { about, reason: textOf(new ApiProblem(problem)) })}</p>
          <Button variant="text" onClick={() => void decide(id, true)}>
            <RotateCw size={16} aria-hidden="true" />
            {t("common.tryAgain")}
          </Button>
          <IconButton label={t("common.close")} onClick={() => void decide(id, false)}>
            <X size={18} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
