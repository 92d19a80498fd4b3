import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/components/ui/button";
import { useRequiredViewer } from "@/lib/session";
import { CopyButton } from "./copy-button";
import styles from "./second-factor.module.css";
import security from "./security.module.css";

interface RecoveryCodeListProps {
  codes: readonly string[];
  onKept: () => void;
}

/** The only time that the codes are shown. */
export function RecoveryCodeList({ codes, onKept }: RecoveryCodeListProps) {
  const { t } = useTranslation();
  const { username } = useRequiredViewer();
  const text = codes.join("\n");
  const file = `${t("secondFactor.fileTitle", { username })}\n\n${text}\n`;
  return (
    <div className={security.body}>
      <p className={security.soft}>{t("secondFactor.codesLead")}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.acts}>
        <CopyButton text={text} label={t("secondFactor.copyCodes")} />
        <a
          className={buttonClass()}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download={`mockstagram-${username}.txt`}
        >
          {t("secondFactor.download")}
        </a>
      </div>
      <Button variant="primary" wide onClick={onKept}>
        {t("secondFactor.kept")}
      </Button>
    </div>
  );
}
