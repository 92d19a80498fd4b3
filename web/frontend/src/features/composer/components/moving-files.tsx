import { Film } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Item } from "../model";
import styles from "./photo-note.module.css";

/** Of an animation only the first frame is taken: said before publishing, without having to look for it. */
export function MovingFiles({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation();
  const moving = items.filter(({ progress }) => progress.state === "ready" && progress.source?.animated);
  return (
    <div role="status">
      {moving.map(({ id, file }) => (
        <p key={id} className={styles.moving}>
          <Film size={18} aria-hidden="true" />
          {t("composer.movesNote", { name: file.name })}
        </p>
      ))}
    </div>
  );
}
