import { LIMITS } from "@mockstagram/shared/limits";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sortable } from "@/components/ui/sortable";
import { ACCEPTED } from "@/lib/upload/check";
import { sortFiles, type Refused } from "../add-files";
import type { Dispatch } from "../hooks/use-composition";
import { useDrop } from "../hooks/use-drop";
import type { Composition } from "../model";
import styles from "./strip.module.css";
import { RefusedFiles } from "./refused-files";
import { StripItem } from "./strip-item";

interface StripProps {
  composition: Composition;
  dispatch: Dispatch;
}

/** All pictures in their order, which can be changed by dragging, or with space and the arrow keys. */
export function Strip({ composition, dispatch }: StripProps) {
  const { t } = useTranslation();
  const { items, current } = composition;
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<Refused[]>([]);
  const take = (files: readonly File[]) => {
    const sorted = sortFiles(files, items.length);
    setRefused(sorted.refused);
    dispatch({ type: "added", items: sorted.items });
  };
  const { over, handlers } = useDrop(take);
  return (
    <div className={styles.strip} data-over={over || undefined} {...handlers}>
      <RefusedFiles refused={refused} />
      <Sortable
        label={t("composer.order")}
        ids={items.map((item) => item.id)}
        onMove={(id, to) => {
          dispatch({ type: "moved", id, to });
        }}
      >
        {items.map((item, index) => (
          <StripItem key={item.id} item={item} position={index + 1} current={item.id === current} dispatch={dispatch} />
        ))}
        {items.length < LIMITS.mediaPerPost && (
          <li>
            <button
              type="button"
              className={styles.add}
              aria-label={t("composer.add")}
              title={t("composer.add")}
              onClick={() => {
                input.current?.click();
              }}
            >
              <Plus size={24} aria-hidden="true" />
            </button>
          </li>
        )}
      </Sortable>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t("composer.add")}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
