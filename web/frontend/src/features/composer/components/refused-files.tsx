import { formatBytes } from "@mockstagram/shared/format";
import { LIMITS } from "@mockstagram/shared/limits";
import { useTranslation } from "react-i18next";
import type { Refused } from "../add-files";
import styles from "./pick-step.module.css";

export function RefusedFiles({ refused }: { refused: readonly Refused[] }) {
  const { t, i18n } = useTranslation();
  const words = { count: LIMITS.mediaPerPost, size: formatBytes(LIMITS.imageBytes, i18n.language) };
  return (
    <div role="alert">
      {refused.length > 0 && (
        <ul className={styles.refused}>
          {refused.map(({ name, reason }, index) => (
            <li key={`${index}:${name}`}>
              <strong>{name}</strong>: {t(`refused.${reason}`, words)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
