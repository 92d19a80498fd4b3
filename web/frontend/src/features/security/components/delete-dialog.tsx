import { formatDay } from "@mockstagram/shared/format";
import { LIMITS } from "@mockstagram/shared/limits";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { useNow } from "@/lib/now";
import { deleteAccount } from "../api/security";
import { ClosingForm } from "./closing-form";

const DAY_MS = 86_400_000;

export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const deletesAt = new Date(useNow().getTime() + LIMITS.deletionGraceDays * DAY_MS);
  const date = formatDay(deletesAt.toISOString(), i18n.language);
  return (
    <Dialog title={t("closing.delete")} onClose={onClose}>
      <ClosingForm act={t("closing.deleteAct")} close={deleteAccount} closed="deletion">
        <p>{t("closing.deleteText", { date })}</p>
        <p>{t("closing.deleteBack")}</p>
      </ClosingForm>
    </Dialog>
  );
}
