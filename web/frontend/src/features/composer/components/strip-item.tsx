import { useTranslation } from "react-i18next";
import { SortableThumb } from "@/components/ui/sortable";
import type { Dispatch } from "../hooks/use-composition";
import type { Item } from "../model";
import { ItemProgress } from "./item-progress";
import { Thumbnail } from "./thumbnail";

interface StripItemProps {
  item: Item;
  position: number;
  current: boolean;
  dispatch: Dispatch;
}

export function StripItem({ item, position, current, dispatch }: StripItemProps) {
  const { t } = useTranslation();
  return (
    <SortableThumb
      id={item.id}
      label={t("composer.picture", { at: position, name: item.file.name })}
      current={current}
      onSelect={() => {
        dispatch({ type: "selected", id: item.id });
      }}
    >
      <Thumbnail item={item} />
      <ItemProgress progress={item.progress} />
    </SortableThumb>
  );
}
