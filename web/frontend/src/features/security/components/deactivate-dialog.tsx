import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { deactivateAccount } from "../api/security";
import { ClosingForm } from "./closing-form";

export default function DeactivateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("closing.deactivate")} onClose={onClose}>
      <ClosingForm act={t("closing.deactivateAct")} close={deactivateAccount} closed="deactivated">
        <p>{t("closing.deactivateText")}</p>
        <p>{t("closing.deactivateBack")}</p>
      </ClosingForm>
    </Dialog>
  );
}
