import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./pick-step.module.css";

/** What happens to a photo once it is given away. */
export function PhotoNote() {
  const { t } = useTranslation();
  return (
    <details className={styles.note}>
      <summary className={styles.summary}>
        <ShieldCheck size={18} aria-hidden="true" />
        {t("composer.noteTitle")}
      </summary>
      <ul className={styles.noteList}>
        <li>{t("composer.noteLocation")}</li>
        <li>{t("composer.noteQuality")}</li>
        <li>{t("composer.noteStills")}</li>
        <li>{t("composer.noteDelete")}</li>
      </ul>
    </details>
  );
}
