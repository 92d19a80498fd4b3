import type { Account, AccountPage } from "@mockstagram/shared/api/accounts";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountRow } from "@/components/ui/account-row";
import { EmptyState } from "@/components/ui/empty-state";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { RowSkeletons } from "./suggestions";

interface AccountListProps {
  queryKey: readonly string[];
  read: (cursor: string | null, signal: AbortSignal) => Promise<AccountPage>;
  icon: LucideIcon;
  empty: string;
  emptyText: string;
  act: (account: Account) => ReactNode;
}

/** A list of accounts with the act that belongs to each, to undo what one did from. */
export function AccountList({ queryKey, read, icon, empty, emptyText, act }: AccountListProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const accounts = query.data?.pages.flatMap((page) => page.items);
  return (
    <Loaded query={query} data={accounts} waiting={<RowSkeletons count={4} />}>
      {(items) => (
        <>
          {items.length === 0 && <EmptyState icon={icon} title={empty} text={emptyText} />}
          <ul>
            {items.map((account) => (
              <li key={account.id}>
                <AccountRow account={account}>{act(account)}</AccountRow>
              </li>
            ))}
          </ul>
          <ListEnd query={query} label={t("common.loading")} length={items.length} />
        </>
      )}
    </Loaded>
  );
}
