import type { Account } from "@mockstagram/shared/api/accounts";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useBlock } from "../hooks/use-block";

export function UnblockButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { unblock } = useBlock(account);
  return (
    <Button variant="primary" onClick={unblock}>
      {t("block.unblock")}
      <span className="visuallyHidden"> {account.username}</span>
    </Button>
  );
}
