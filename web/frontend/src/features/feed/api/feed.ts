import type { PostPage } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const readFollowingFeed = (cursor: string | null, signal: AbortSignal) =>
  request<PostPage>("/feed/following", { query: { cursor }, signal });
