import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import {
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from "@dnd-kit/sortable";
import clsx from "clsx";
import { useState, type ReactNode } from "react";
import { useSortTexts } from "@/lib/sort-texts";
import styles from "./sortable.module.css";

interface SortableProps {
  label: string;
  ids: readonly string[];
  /** Puts one into the place of another. */
  onMove: (id: string, to: string) => void;
  children: ReactNode;
}

/** Small pictures in a row, whose order can be changed by dragging, or with space and the arrow keys. */
export function Sortable({ label, ids, onMove, children }: SortableProps) {
  const texts = useSortTexts(ids);
  /** Inside the dialog, because everything outside of it is hidden from screen readers. */
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      // Enter looks at a picture; space lifts it.
      keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
    }),
  );
  return (
    <div ref={setBox}>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={box ? { ...texts, container: box } : texts}
        onDragEnd={({ active, over }) => {
          if (over) onMove(String(active.id), String(over.id));
        }}
      >
        <SortableContext items={[...ids]} strategy={horizontalListSortingStrategy}>
          <ol className={styles.items} aria-label={label}>
            {children}
          </ol>
        </SortableContext>
      </DndContext>
    </div>
  );
}

interface SortableThumbProps {
  id: string;
  label: string;
  current: boolean;
  onSelect: () => void;
  children: ReactNode;
}

/** One of them. */
export function SortableThumb({ id, label, current, onSelect, children }: SortableThumbProps) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id });
  const style = { transform: transform ? `translateX(${transform.x}px)` : undefined, transition };
  return (
    <li ref={setNodeRef} style={style} className={clsx(styles.item, isDragging && styles.dragging)}>
      <button
        type="button"
        {...attributes}
        {...listeners}
        className={clsx(styles.thumb, current && styles.current)}
        aria-label={label}
        aria-current={current || undefined}
        onClick={onSelect}
      >
        {children}
      </button>
    </li>
  );
}

/** The list with one of it in the place of another. */
export function moved<Item extends { id: string }>(items: readonly Item[], id: string, to: string): readonly Item[] {
  const taken = items.find((item) => item.id === id);
  const target = items.findIndex((item) => item.id === to);
  if (!taken || target < 0) return items;
  const others = items.filter((item) => item.id !== id);
  return [...others.slice(0, target), taken, ...others.slice(target)];
}
