import { EyeOff, Trash2 } from "lucide-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { DialogRows } from "./dialog-rows";

const DeactivateDialog = lazy(() => import("./deactivate-dialog"));
const DeleteDialog = lazy(() => import("./delete-dialog"));

/** The ways to leave: for a while, and for good. */
export function AccountSettings() {
  const { t } = useTranslation();
  return (
    <DialogRows
      rows={[
        { icon: EyeOff, title: t("closing.deactivate"), note: t("closing.deactivateNote"), Dialog: DeactivateDialog },
        { icon: Trash2, title: t("closing.delete"), note: t("closing.deleteNote"), Dialog: DeleteDialog },
      ]}
    />
  );
}
