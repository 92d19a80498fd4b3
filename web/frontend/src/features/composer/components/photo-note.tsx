import { ShieldCheck } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Spinner } from "@/components/ui/spinner";
import type { Item } from "../model";
import styles from "./photo-note.module.css";

const PhotoFacts = lazy(() => import("./photo-facts"));

/** What happens to a photo once it is given away, and what was found in those that are here. */
export function PhotoNote({ items = [] }: { items?: readonly Item[] }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={styles.note}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary className={styles.summary}>
        <ShieldCheck size={18} aria-hidden="true" />
        {t("composer.noteTitle")}
      </summary>
      {opened && (
        <Suspense fallback={<Spinner label={t("common.loading")} />}>
          <PhotoFacts items={items} />
        </Suspense>
      )}
    </details>
  );
}
