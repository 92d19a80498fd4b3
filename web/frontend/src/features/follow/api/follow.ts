import type {
  AccountPage,
  BlockAnswer,
  FollowAnswer,
  FollowerAnswer,
  FollowList,
  MuteAnswer,
  RequestCount,
  SuggestionList,
} from "@mockstagram/shared/api/accounts";
import { request } from "@/lib/api/client";

export const putFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "PUT", key });

export const deleteFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "DELETE", key });

/** A list of accounts around one, or what a search finds in it. */
export interface WantedList {
  username: string;
  list: FollowList;
  /** What is looked for; empty for all of the list. */
  search: string;
}

export const readFollowList = ({ username, list, search }: WantedList, cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>(`/accounts/${encodeURIComponent(username)}/${list}`, {
    query: { cursor, q: search || null },
    signal,
  });

export const readRequests = (cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>("/follow-requests", { query: { cursor }, signal });

export const readRequestCount = (signal: AbortSignal) => request<RequestCount>("/follow-requests/count", { signal });

export const putFollower = (accountId: string, key: string) =>
  request<FollowerAnswer>(`/follow-requests/${accountId}`, { method: "PUT", key });

export const deleteRequest = (accountId: string, key: string) =>
  request<FollowerAnswer>(`/follow-requests/${accountId}`, { method: "DELETE", key });

export const deleteFollower = (accountId: string, key: string) =>
  request<FollowerAnswer>(`/followers/${accountId}`, { method: "DELETE", key });

export const putBlock = (accountId: string, key: string) =>
  request<BlockAnswer>(`/accounts/${accountId}/block`, { method: "PUT", key });

export const deleteBlock = (accountId: string, key: string) =>
  request<BlockAnswer>(`/accounts/${accountId}/block`, { method: "DELETE", key });

export const readBlocked = (cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>("/blocks", { query: { cursor }, signal });

export const putMute = (accountId: string, key: string) =>
  request<MuteAnswer>(`/accounts/${accountId}/mute`, { method: "PUT", key });

export const deleteMute = (accountId: string, key: string) =>
  request<MuteAnswer>(`/accounts/${accountId}/mute`, { method: "DELETE", key });

export const readMuted = (cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>("/mutes", { query: { cursor }, signal });

export const readSuggestions = (signal: AbortSignal) => request<SuggestionList>("/suggestions", { signal });
