import type { Suggestion } from "@mockstagram/shared/api/accounts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/lib/query";
import { readSuggestions } from "../api/follow";

export const useSuggestions = () =>
  useQuery({ queryKey: keys.suggestions, queryFn: ({ signal }) => readSuggestions(signal), staleTime: 5 * 60_000 });

/** Why an account is suggested. */
export function useReasonText(): (suggestion: Suggestion) => string {
  const { t } = useTranslation();
  return ({ reason: { kind, count, accounts }, account }) => {
    if (account.relation.followed_by) return t("suggestions.followsYou");
    const username = accounts[0]?.username;
    if (kind === "popular" || !username) return t("suggestions.popular");
    return count > 1
      ? t("suggestions.followedByMore", { username, count: count - 1 })
      : t("suggestions.followedBy", { username });
  };
}
