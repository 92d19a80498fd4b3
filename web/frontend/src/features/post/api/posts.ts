import type { EditPost, Post, RevisionPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readPost = (code: string, signal: AbortSignal) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { signal });

export const editPost = (code: string, body: EditPost, key: string) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { method: "PATCH", body, key });

export const readRevisions = (code: string, cursor: string | null, signal: AbortSignal) =>
  request<RevisionPage>(`/posts/${encodeURIComponent(code)}/revisions`, { query: { cursor }, signal });

const mark = (what: "archive" | "pin") => (code: string, wanted: boolean, key: string) =>
  request<Post>(`/posts/${encodeURIComponent(code)}/${what}`, { method: wanted ? "PUT" : "DELETE", key });

export const moveArchived = mark("archive");
export const movePinned = mark("pin");

export const deletePost = (code: string, key: string) =>
  request<undefined>(`/posts/${encodeURIComponent(code)}`, { method: "DELETE", key });
