import type { Media } from "@mockstagram/shared/api/posts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Picture } from "@/components/ui/picture";
import { moved, Sortable, SortableThumb } from "@/components/ui/sortable";
import styles from "./edit-dialog.module.css";

interface EditPicturesProps {
  media: readonly Media[];
  onReorder: (media: readonly Media[]) => void;
}

/** One picture large, and all of them small in their order. */
export function EditPictures({ media, onReorder }: EditPicturesProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(media[0]?.id);
  const shown = media.find(({ id }) => id === current) ?? media[0];
  if (!shown) return null;
  return (
    <div className={styles.pictures}>
      <div className={styles.large}>
        <Picture
          key={shown.id}
          sources={shown.sources}
          blur={shown.blur}
          alt={shown.alt}
          sizes="(width >= 768px) 560px, 100vw"
          fit="contain"
        />
      </div>
      {media.length > 1 && (
        <div className={styles.strip}>
          <Sortable
            label={t("composer.order")}
            ids={media.map(({ id }) => id)}
            onMove={(id, to) => {
              onReorder(moved(media, id, to));
            }}
          >
            {media.map((item, index) => (
              <SortableThumb
                key={item.id}
                id={item.id}
                label={t("post.editPicture", { at: index + 1, of: media.length })}
                current={item.id === shown.id}
                onSelect={() => {
                  setCurrent(item.id);
                }}
              >
                <Thumb item={item} />
              </SortableThumb>
            ))}
          </Sortable>
        </div>
      )}
    </div>
  );
}

export function Thumb({ item }: { item: Media }) {
  return (
    <span className={styles.thumb}>
      <Picture sources={item.sources} blur={item.blur} alt="" sizes="64px" />
    </span>
  );
}
