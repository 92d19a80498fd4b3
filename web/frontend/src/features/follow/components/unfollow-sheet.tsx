import type { Account } from "@mockstagram/shared/api/accounts";
import { useTranslation } from "react-i18next";
import { ActionSheet } from "@/components/ui/action-sheet";

interface UnfollowSheetProps {
  account: Account;
  unfollow: () => void;
  onClose: () => void;
}

export default function UnfollowSheet({ account, unfollow, onClose }: UnfollowSheetProps) {
  const { t } = useTranslation();
  const title = t("follow.unfollowTitle", { username: account.username });
  return (
    <ActionSheet
      title={title}
      heading={title}
      text={t("follow.unfollowText")}
      actions={[
        {
          label: t("follow.unfollow"),
          tone: "danger",
          act: () => {
            onClose();
            unfollow();
          },
        },
        { label: t("common.cancel"), act: onClose },
      ]}
      onClose={onClose}
    />
  );
}
