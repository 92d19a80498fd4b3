import type { EditPreferences, EditProfile } from "@mockstagram/shared/api/me";
import type { RegionAnswer, Replication } from "@mockstagram/shared/api/region";
import type { SessionPage, ViewerAnswer } from "@mockstagram/shared/api/session";
import type { Profile } from "@mockstagram/shared/api/accounts";
import { request } from "@/lib/api/client";

export const readOwnProfile = (username: string, signal: AbortSignal) =>
  request<Profile>(`/accounts/${encodeURIComponent(username)}`, { signal });

export const editProfile = (body: EditProfile, key: string) =>
  request<Profile>("/me/profile", { method: "PATCH", body, key });

export const editPreferences = (body: EditPreferences, key: string) =>
  request<ViewerAnswer>("/me/preferences", { method: "PATCH", body, key });

export const readSessions = (cursor: string | null, signal: AbortSignal) =>
  request<SessionPage>("/sessions", { query: { cursor }, signal });

export const revokeSession = (id: string, key: string) =>
  request<undefined>(`/sessions/${id}`, { method: "DELETE", key });

export const revokeOthers = (key: string) => request<undefined>("/sessions", { method: "DELETE", key });

export const switchRegion = (region: string) => request<RegionAnswer>("/region", { method: "POST", body: { region } });

export const readReplication = (signal: AbortSignal) => request<Replication>("/replication", { signal });

export const logOut = (key: string) => request<undefined>("/auth/log-out", { method: "POST", key });
