import type { Account } from "@mockstagram/shared/api/accounts";
import { useTranslation } from "react-i18next";
import { useFollowerState } from "@/lib/overlay";
import { RequestActs } from "./request-acts";
import styles from "./requests.module.css";

/** On the profile of somebody who asks to follow the viewer. */
export function RequestNotice({ account }: { account: Account }) {
  const { t } = useTranslation();
  if (useFollowerState(account) !== "pending") return null;
  return (
    <section className={styles.notice} aria-label={t("follow.requestsTitle")}>
      <p>{t("follow.wantsToFollow", { username: account.username })}</p>
      <RequestActs account={account} />
    </section>
  );
}
