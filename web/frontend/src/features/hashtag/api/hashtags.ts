import type { Hashtag } from "@mockstagram/shared/api/hashtags";
import type { GridPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readHashtag = (tag: string, signal: AbortSignal) =>
  request<Hashtag>(`/hashtags/${encodeURIComponent(tag)}`, { signal });

export const readHashtagPosts = (tag: string, cursor: string | null, signal: AbortSignal) =>
  request<GridPage>(`/hashtags/${encodeURIComponent(tag)}/posts`, { query: { cursor }, signal });
