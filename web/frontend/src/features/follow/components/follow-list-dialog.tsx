import type { Account, FollowList } from "@mockstagram/shared/api/accounts";
import { LIMITS } from "@mockstagram/shared/limits";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Search, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AccountRow } from "@/components/ui/account-row";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ListEnd } from "@/components/ui/list-end";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDebounced } from "@/lib/debounced";
import { useFollowerState } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { useRequiredViewer } from "@/lib/session";
import { readFollowList, type WantedList } from "../api/follow";
import { FollowButton } from "./follow-button";
import styles from "./follow-list-dialog.module.css";
import { RemoveButton } from "./remove-button";
import { RowSkeletons } from "./suggestions";

const PAUSE_MS = 200;

interface FollowListDialogProps {
  username: string;
  list: FollowList;
  onClose: () => void;
}

export default function FollowListDialog({ username, list, onClose }: FollowListDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const search = useDebounced(text.trim(), PAUSE_MS);
  return (
    <Dialog title={t(`follow.${list}Title`)} shape="list" onClose={onClose}>
      {list !== "mutuals" && <SearchField value={text} onChange={setText} />}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={styles.scroll} role="region" tabIndex={0} aria-label={t(`follow.${list}Title`)}>
        <Rows wanted={{ username, list, search }} />
      </div>
    </Dialog>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden="true" className={styles.glass} />
      <input
        type="search"
        className={styles.field}
        aria-label={t("follow.search")}
        placeholder={t("follow.search")}
        maxLength={LIMITS.searchText}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </div>
  );
}

function Rows({ wanted }: { wanted: WantedList }) {
  const { username, list, search } = wanted;
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const query = useInfiniteQuery({
    queryKey: keys.accounts(username, list, search),
    queryFn: ({ pageParam, signal }) => readFollowList(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const accounts = query.data?.pages.flatMap((page) => page.items);
  if (!accounts) {
    if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
    return <RowSkeletons count={6} />;
  }
  if (accounts.length === 0 && !query.hasNextPage) return <Nobody wanted={wanted} />;
  return (
    <>
      <ul>
        {accounts.map((account) => (
          <Row key={account.id} account={account} removable={list === "followers" && username === viewer.username} />
        ))}
      </ul>
      <ListEnd query={query} label={t("common.loading")} length={query.data?.pages.length ?? 0} />
    </>
  );
}

function Nobody({ wanted: { username, list, search } }: { wanted: WantedList }) {
  const { t } = useTranslation();
  if (search)
    return <EmptyState icon={Search} title={t("follow.noneFound", { search })} text={t("follow.noneFoundText")} />;
  return <EmptyState icon={Users} title={t(`follow.${list}Empty`)} text={t(`follow.${list}EmptyText`, { username })} />;
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
