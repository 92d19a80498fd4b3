import { useSortable } from "@dnd-kit/sortable";
import clsx from "clsx";
import { useTranslation } from "react-i18next";
import type { Dispatch } from "../hooks/use-composition";
import type { Item } from "../model";
import { ItemProgress } from "./item-progress";
import styles from "./strip.module.css";
import { Thumbnail } from "./thumbnail";

interface StripItemProps {
  item: Item;
  position: number;
  current: boolean;
  dispatch: Dispatch;
}

export function StripItem({ item, position, current, dispatch }: StripItemProps) {
  const { t } = useTranslation();
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: item.id });
  const style = { transform: transform ? `translateX(${transform.x}px)` : undefined, transition };
  return (
    <li ref={setNodeRef} style={style} className={clsx(styles.item, isDragging && styles.dragging)}>
      <button
        type="button"
        {...attributes}
        {...listeners}
        className={clsx(styles.thumb, current && styles.current)}
        aria-label={t("composer.picture", { at: position, name: item.file.name })}
        aria-current={current || undefined}
        onClick={() => {
          dispatch({ type: "selected", id: item.id });
        }}
      >
        <Thumbnail item={item} />
        <ItemProgress progress={item.progress} />
      </button>
    </li>
  );
}
