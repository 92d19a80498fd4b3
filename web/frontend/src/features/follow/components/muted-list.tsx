import type { Account } from "@mockstagram/shared/api/accounts";
import { VolumeX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { keys } from "@/lib/query";
import { readMuted } from "../api/follow";
import { useMute } from "../hooks/use-mute";
import { AccountList } from "./account-list";

/** Whom the viewer mutes. */
export function MutedList() {
  const { t } = useTranslation();
  return (
    <AccountList
      queryKey={keys.muted}
      read={readMuted}
      icon={VolumeX}
      empty={t("mute.empty")}
      emptyText={t("mute.emptyText")}
      act={(account) => <MuteButton account={account} />}
    />
  );
}

/** Stays until the list is read anew, for who has unmuted by mistake. */
function MuteButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { muting, mute, unmute } = useMute(account);
  return (
    <Button onClick={muting ? unmute : mute}>
      {t(muting ? "mute.unmute" : "mute.mute")}
      <span className="visuallyHidden"> {account.username}</span>
    </Button>
  );
}
