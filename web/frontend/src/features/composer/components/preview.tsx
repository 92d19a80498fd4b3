import { ChevronLeft, ChevronRight, ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { editOf } from "../geometry";
import type { Aspect, Composition, Item } from "../model";
import styles from "./preview.module.css";

/** The pictures as they will look, one at a time. */
export function Preview({ composition }: { composition: Composition }) {
  const { t } = useTranslation();
  const { items, aspect } = composition;
  const [wanted, setIndex] = useState(0);
  const index = Math.min(wanted, items.length - 1);
  const item = items[index];
  if (!item) return null;
  return (
    <div className={styles.preview}>
      <Framed item={item} aspect={aspect} />
      {index > 0 && (
        <IconButton
          className={styles.previous}
          look="overlay"
          label={t("post.previousPicture")}
          onClick={() => {
            setIndex(index - 1);
          }}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </IconButton>
      )}
      {index < items.length - 1 && (
        <IconButton
          className={styles.next}
          look="overlay"
          label={t("post.nextPicture")}
          onClick={() => {
            setIndex(index + 1);
          }}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </IconButton>
      )}
      {items.length > 1 && (
        <span className={styles.counter}>
          {index + 1}/{items.length}
        </span>
      )}
    </div>
  );
}

function Framed({ item, aspect }: { item: Item; aspect: Aspect }) {
  const { t } = useTranslation();
  if (!item.size) {
    return (
      <div className={styles.none}>
        <ImageOff size={40} strokeWidth={1.25} aria-hidden="true" />
        <p>{item.file.name}</p>
      </div>
    );
  }
  const { crop, rotate } = editOf(aspect, item);
  const area = crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const [wide, high] = rotate % 180 === 0 ? [item.size.width, item.size.height] : [item.size.height, item.size.width];
  const box = { width: area.width * wide, height: area.height * high };
  return (
    <svg
      className={styles.framed}
      viewBox={`${area.x * wide} ${area.y * high} ${box.width} ${box.height}`}
      role="img"
      aria-label={item.alt || t("composer.previewOf", { name: item.file.name })}
    >
      <image
        href={item.url}
        width={item.size.width}
        height={item.size.height}
        transform={`translate(${wide / 2} ${high / 2}) rotate(${rotate}) translate(${-item.size.width / 2} ${-item.size.height / 2})`}
      />
    </svg>
  );
}
