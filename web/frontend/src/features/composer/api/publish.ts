import type { CreatePost, Post } from "@mockstagram/shared/api/posts";
import { request } from "@/lib/api/client";

export const publish = (body: CreatePost, key: string) => request<Post>("/posts", { method: "POST", body, key });
