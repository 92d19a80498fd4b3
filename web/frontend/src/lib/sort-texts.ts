import type { Announcements, UniqueIdentifier } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";

/** What a screen reader says while pictures are put in order. */
export function useSortTexts(ids: readonly string[]) {
  const { t } = useTranslation();
  const at = (id: UniqueIdentifier | undefined) => ids.indexOf(String(id)) + 1;
  const of = ids.length;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("composer.lifted", { at: at(active.id), of }),
    // The first "over" comes with the lifting, and would drown it out.
    onDragOver: ({ active, over }) =>
      over?.id === active.id
        ? t("composer.lifted", { at: at(active.id), of })
        : over
          ? t("composer.over", { at: at(over.id), of })
          : undefined,
    onDragEnd: ({ over }) => t("composer.dropped", { at: at(over?.id), of }),
    onDragCancel: ({ active }) => t("composer.putBack", { at: at(active.id), of }),
  };
  return { announcements, screenReaderInstructions: { draggable: t("composer.sortHelp") } };
}
