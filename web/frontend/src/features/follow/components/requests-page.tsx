import type { Account } from "@mockstagram/shared/api/accounts";
import { UserRoundCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AccountRow } from "@/components/ui/account-row";
import { EmptyState } from "@/components/ui/empty-state";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { useFollowerState } from "@/lib/overlay";
import { usePageTitle } from "@/lib/page-title";
import { useRequests } from "../hooks/use-requests";
import { FollowButton } from "./follow-button";
import { RequestActs } from "./request-acts";
import styles from "./requests.module.css";
import { RowSkeletons } from "./suggestions";

/** Who asks to follow the viewer. */
export function RequestsPage() {
  const { t } = useTranslation();
  const query = useRequests();
  const accounts = query.data?.pages.flatMap((page) => page.items);
  usePageTitle(t("follow.requestsTitle"));
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t("follow.requestsTitle")}</h1>
      <Loaded query={query} data={accounts} waiting={<RowSkeletons count={4} />}>
        {(items) => (
          <>
            {items.length === 0 && (
              <EmptyState
                icon={UserRoundCheck}
                title={t("follow.requestsEmpty")}
                text={t("follow.requestsEmptyText")}
              />
            )}
            <ul>
              {items.map((account) => (
                <Request key={account.id} account={account} />
              ))}
            </ul>
            <ListEnd query={query} label={t("common.loading")} length={items.length} />
          </>
        )}
      </Loaded>
    </div>
  );
}

/** What was declined goes; whom one has let follow, one may want to follow back. */
function Request({ account }: { account: Account }) {
  const state = useFollowerState(account);
  if (state === "none") return null;
  return (
    <li>
      <AccountRow account={account}>
        {state === "pending" ? <RequestActs account={account} /> : <FollowButton account={account} />}
      </AccountRow>
    </li>
  );
}
