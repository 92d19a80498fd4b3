import type { Account } from "@mockstagram/shared/api/accounts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionSheet } from "@/components/ui/action-sheet";
import { Button } from "@/components/ui/button";
import { useFollower } from "../hooks/use-follower";

/** Takes a follower away, after asking. */
export function RemoveButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { end } = useFollower(account);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        aria-haspopup="dialog"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t("follow.remove")}
        <span className="visuallyHidden"> {account.username}</span>
      </Button>
      {asking && (
        <ActionSheet
          title={t("follow.removeTitle", { username: account.username })}
          heading={t("follow.removeTitle", { username: account.username })}
          text={t("follow.removeText")}
          actions={[
            {
              label: t("follow.remove"),
              tone: "danger",
              act: () => {
                close();
                end();
              },
            },
            { label: t("common.cancel"), act: close },
          ]}
          onClose={close}
        />
      )}
    </>
  );
}
