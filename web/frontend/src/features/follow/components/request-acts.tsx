import type { Account } from "@mockstagram/shared/api/accounts";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useFollower } from "../hooks/use-follower";
import styles from "./requests.module.css";

/** Confirm or delete the request of an account to follow the viewer. */
export function RequestActs({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { accept, end } = useFollower(account);
  const name = <span className="visuallyHidden"> {account.username}</span>;
  return (
    <div className={styles.acts}>
      <Button variant="primary" onClick={accept}>
        {t("follow.accept")}
        {name}
      </Button>
      <Button onClick={end}>
        {t("follow.decline")}
        {name}
      </Button>
    </div>
  );
}
