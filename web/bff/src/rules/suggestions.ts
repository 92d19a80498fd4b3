import type { RecommendedAccount } from "../model/recommend.ts";
import type { Accounts, AccountView } from "../model/views.ts";

export interface VisibleSuggestion {
  account: AccountView;
  kind: "followed_by" | "popular";
  count: number;
  by: AccountView[];
}

/** recommend's projection only pre-filters: user's answer decides who may be suggested, and who may be named as a reason. */
export function visibleSuggestions(items: readonly RecommendedAccount[], accounts: Accounts): VisibleSuggestion[] {
  return items.flatMap(({ account_id, reason }) => {
    const account = accounts.get(account_id);
    if (!account || !isOfferable(account)) return [];
    const by = reason.accounts.map((id) => accounts.get(id)).filter((view) => view !== undefined);
    return [{ account, kind: reason.kind, count: reason.count, by }];
  });
}

const isOfferable = ({ relation }: AccountView): boolean =>
  !relation.own && !relation.blocking && !relation.muting && relation.following === "none";
