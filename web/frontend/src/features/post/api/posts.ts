import type { EditPost, Post, RevisionPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";
import type { Sending } from "@/lib/offline/waiting";

export const readPost = (code: string, signal: AbortSignal) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { signal });

export const sendEdit = (code: string, body: EditPost): Sending => ({
  method: "PATCH",
  path: `/posts/${encodeURIComponent(code)}`,
  body,
});

export const readRevisions = (code: string, cursor: string | null, signal: AbortSignal) =>
  request<RevisionPage>(`/posts/${encodeURIComponent(code)}/revisions`, { query: { cursor }, signal });

const mark = (what: "archive" | "pin") => (code: string, wanted: boolean, key: string) =>
  request<Post>(`/posts/${encodeURIComponent(code)}/${what}`, { method: wanted ? "PUT" : "DELETE", key });

export const moveArchived = mark("archive");
export const movePinned = mark("pin");

export const sendDeletion = (code: string): Sending => ({
  method: "DELETE",
  path: `/posts/${encodeURIComponent(code)}`,
});
