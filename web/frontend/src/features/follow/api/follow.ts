import type { AccountPage, FollowList, RequestCount, SuggestionList } from "@mockstagram/shared/api/accounts";
import { request } from "@/lib/api/client";
import type { Sending } from "@/lib/offline/waiting";

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

export const readBlocked = (cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>("/blocks", { query: { cursor }, signal });

export const readMuted = (cursor: string | null, signal: AbortSignal) =>
  request<AccountPage>("/mutes", { query: { cursor }, signal });

export const readSuggestions = (signal: AbortSignal) => request<SuggestionList>("/suggestions", { signal });

/** Puts something in its place, or takes it away. */
const place = (path: string, wanted: boolean): Sending => ({ method: wanted ? "PUT" : "DELETE", path });

export const sendFollow = (accountId: string, wanted: boolean) => place(`/accounts/${accountId}/follow`, wanted);
export const sendRequest = (accountId: string, accepted: boolean) => place(`/follow-requests/${accountId}`, accepted);
export const sendFollowerAway = (accountId: string) => place(`/followers/${accountId}`, false);
export const sendBlock = (accountId: string, wanted: boolean) => place(`/accounts/${accountId}/block`, wanted);
export const sendMute = (accountId: string, wanted: boolean) => place(`/accounts/${accountId}/mute`, wanted);
