import type { EditPost, Post, RevisionPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readPost = (code: string, signal: AbortSignal) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { signal });

export const editPost = (code: string, body: EditPost, key: string) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { method: "PATCH", body, key });

export const readRevisions = (code: string, cursor: string | null, signal: AbortSignal) =>
  request<RevisionPage>(`/posts/${encodeURIComponent(code)}/revisions`, { query: { cursor }, signal });

export const moveArchived = (code: string, archived: boolean, key: string) =>
  request<Post>(`/posts/${encodeURIComponent(code)}/archive`, { method: archived ? "PUT" : "DELETE", key });

export const deletePost = (code: string, key: string) =>
  request<undefined>(`/posts/${encodeURIComponent(code)}`, { method: "DELETE", key });
