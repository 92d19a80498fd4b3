import type { Profile } from "@mockstagram/shared/api/accounts";
import type { GridPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readProfile = (username: string, signal: AbortSignal) =>
  request<Profile>(`/accounts/${encodeURIComponent(username)}`, { signal });

export const readArchive = (cursor: string | null, signal: AbortSignal) =>
  request<GridPage>("/me/archive", { query: { cursor }, signal });

export const readGrid = (username: string, cursor: string | null, signal: AbortSignal) =>
  request<GridPage>(`/accounts/${encodeURIComponent(username)}/posts`, { query: { cursor }, signal });
