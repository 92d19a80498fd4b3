import type {
  AccountPage,
  BlockAnswer,
  FollowAnswer,
  FollowerAnswer,
  MuteAnswer,
  RequestCount,
  SuggestionList,
} from "@mockstagram/shared/api/accounts";
import { request } from "@/lib/api/client";

export type FollowList = "followers" | "following";

export const putFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "PUT", key });

export const deleteFollow = (accountId: string, key: string) =>
  request<FollowAnswer>(`/accounts/${accountId}/follow`, { method: "DELETE", key });

export const readFollowList = (username: string, list: FollowList, cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>(`/accounts/${encodeURIComponent(username)}/${list}`, { query: { cursor }, signal });

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
