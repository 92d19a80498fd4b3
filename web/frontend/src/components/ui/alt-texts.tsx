import { LIMITS } from "@mockstagram/shared/limits";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./alt-texts.module.css";
import { TextArea } from "./text-area";

interface AltTextsProps<Item> {
  items: readonly Item[];
  thumbnail: (item: Item) => ReactNode;
  onChange: (id: string, alt: string) => void;
}

/** A description for each picture of a post. */
export function AltTexts<Item extends { id: string; alt: string }>({
  items,
  thumbnail,
  onChange,
}: AltTextsProps<Item>) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="alt-texts">
      <h3 id="alt-texts" className={styles.title}>
        {t("composer.altTitle")}
      </h3>
      <p className={styles.lead}>{t("composer.altLead")}</p>
      <ul className={styles.alts}>
        {items.map((item, index) => (
          <li key={item.id} className={styles.alt}>
            <span className={styles.thumb}>{thumbnail(item)}</span>
            <TextArea
              label={t("composer.altOf", { at: index + 1, of: items.length })}
              hideLabel
              placeholder={t("composer.altHint")}
              rows={1}
              limit={LIMITS.altText}
              value={item.alt}
              onChange={(event) => {
                onChange(item.id, event.target.value);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
