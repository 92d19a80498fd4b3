import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Progress } from "../model";
import styles from "./item-progress.module.css";

/** How far a picture is, over its thumbnail. */
export function ItemProgress({ progress }: { progress: Progress }) {
  const { t } = useTranslation();
  if (progress.state === "failed") {
    return (
      <span className={styles.failed} role="img" aria-label={t("composer.failed")}>
        <TriangleAlert size={16} aria-hidden="true" />
      </span>
    );
  }
  if (progress.state === "sent" || progress.state === "ready") {
    return (
      <span className={styles.done} role="img" aria-label={t("composer.sent")}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
    );
  }
  const part = progress.state === "sending" ? progress.part : progress.state === "processing" ? 1 : 0;
  return (
    <progress className={styles.bar} max={1} value={part} aria-label={t("composer.sending")}>
      {Math.round(part * 100)} %
    </progress>
  );
}
