import type { AccountPage, FollowAnswer, SuggestionList } from "@mockstagram/shared/api/accounts";
import { request } from "@/lib/api/client";

export type FollowList = "followers" | "following";

export const putFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "PUT", key });

export const deleteFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "DELETE", key });

export const readFollowList = (username: string, list: FollowList, cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>(`/accounts/${encodeURIComponent(username)}/${list}`, { query: { cursor }, signal });

export const readSuggestions = (signal: AbortSignal) => request<SuggestionList>("/suggestions", { signal });
