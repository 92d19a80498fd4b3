import type { Account } from "@mockstagram/shared/api/accounts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AccountRow } from "@/components/ui/account-row";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ListEnd } from "@/components/ui/list-end";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFollowerState } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { useRequiredViewer } from "@/lib/session";
import { readFollowList, type FollowList } from "../api/follow";
import { FollowButton } from "./follow-button";
import styles from "./follow-list-dialog.module.css";
import { RemoveButton } from "./remove-button";
import { RowSkeletons } from "./suggestions";

interface FollowListDialogProps {
  username: string;
  list: FollowList;
  onClose: () => void;
}

export default function FollowListDialog({ username, list, onClose }: FollowListDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t(`follow.${list}Title`)} shape="list" onClose={onClose}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={styles.scroll} role="region" tabIndex={0} aria-label={t(`follow.${list}Title`)}>
        <Rows username={username} list={list} />
      </div>
    </Dialog>
  );
}

function Rows({ username, list }: Omit<FollowListDialogProps, "onClose">) {
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const query = useInfiniteQuery({
    queryKey: keys.accounts(username, list),
    queryFn: ({ pageParam, signal }) => readFollowList(username, list, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const accounts = query.data?.pages.flatMap((page) => page.items);
  if (!accounts) {
    if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
    return <RowSkeletons count={6} />;
  }
  if (accounts.length === 0) {
    return (
      <EmptyState icon={Users} title={t(`follow.${list}Empty`)} text={t(`follow.${list}EmptyText`, { username })} />
    );
  }
  return (
    <>
      <ul>
        {accounts.map((account) => (
          <Row key={account.id} account={account} removable={list === "followers" && username === viewer.username} />
        ))}
      </ul>
      <ListEnd query={query} label={t("common.loading")} length={accounts.length} />
    </>
  );
}

/** In one's own list of followers, each can be removed, and followed back. */
function Row({ account, removable }: { account: Account; removable: boolean }) {
  const state = useFollowerState(account);
  if (removable && state !== "following") return null;
  return (
    <li>
      <AccountRow account={account}>
        <FollowButton account={account} plain={removable} onlyOffer={removable} />
        {removable && <RemoveButton account={account} />}
      </AccountRow>
    </li>
  );
}
