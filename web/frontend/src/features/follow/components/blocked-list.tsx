import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/lib/query";
import { readBlocked } from "../api/follow";
import { AccountList } from "./account-list";
import { FollowButton } from "./follow-button";

/** Whom the viewer blocks. */
export function BlockedList() {
  const { t } = useTranslation();
  return (
    <AccountList
      queryKey={keys.blocked}
      read={readBlocked}
      icon={Ban}
      empty={t("block.empty")}
      emptyText={t("block.emptyText")}
      act={(account) => <FollowButton account={account} />}
    />
  );
}
