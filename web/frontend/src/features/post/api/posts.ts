import type { Post } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readPost = (code: string, signal: AbortSignal) =>
  request<Post>(`/posts/${encodeURIComponent(code)}`, { signal });

export const deletePost = (code: string, key: string) =>
  request<undefined>(`/posts/${encodeURIComponent(code)}`, { method: "DELETE", key });
