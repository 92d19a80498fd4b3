import { useTranslation } from "react-i18next";
import { ActionSheet } from "@/components/ui/action-sheet";

interface LeaveSheetProps {
  onStay: () => void;
  onKeep: () => void;
  onDiscard: () => void;
}

export function LeaveSheet({ onStay, onKeep, onDiscard }: LeaveSheetProps) {
  const { t } = useTranslation();
  return (
    <ActionSheet
      title={t("composer.leaveTitle")}
      heading={t("composer.leaveTitle")}
      text={t("composer.leaveText")}
      actions={[
        { label: t("composer.keepDraft"), tone: "strong", act: onKeep },
        { label: t("composer.discard"), tone: "danger", act: onDiscard },
        { label: t("composer.goOn"), act: onStay },
      ]}
      onClose={onStay}
    />
  );
}
