import { LIMITS } from "@mockstagram/shared/limits";
import { useTranslation } from "react-i18next";
import { TextArea } from "@/components/ui/text-area";
import type { Dispatch } from "../hooks/use-composition";
import type { Item } from "../model";
import styles from "./describe-step.module.css";
import { Thumbnail } from "./thumbnail";

interface AltTextsProps {
  items: readonly Item[];
  dispatch: Dispatch;
}

export function AltTexts({ items, dispatch }: AltTextsProps) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="alt-texts">
      <h3 id="alt-texts" className={styles.altTitle}>
        {t("composer.altTitle")}
      </h3>
      <p className={styles.altLead}>{t("composer.altLead")}</p>
      <ul className={styles.alts}>
        {items.map((item, index) => (
          <li key={item.id} className={styles.alt}>
            <span className={styles.altThumb}>
              <Thumbnail item={item} />
            </span>
            <TextArea
              label={t("composer.altOf", { at: index + 1, of: items.length })}
              hideLabel
              placeholder={t("composer.altHint")}
              rows={1}
              limit={LIMITS.altText}
              value={item.alt}
              onChange={(event) => {
                dispatch({ type: "changed", id: item.id, change: { alt: event.target.value } });
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
