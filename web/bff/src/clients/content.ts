import type { Page } from "@mockstagram/shared/cursor";
import type { CreatePost, EditPost } from "@mockstagram/shared/api/posts";
import type { RequestScope } from "../http/scope.ts";
import type {
  ContentPost,
  ContentRevision,
  HashtagCount,
  PostCounts,
  SuggestedHashtags,
  TaggedPost,
} from "../model/content.ts";
import { pageQuery, type PageRequest } from "./page-query.ts";
import type { CausalMode, Services } from "./services.ts";

export const readPosts = (services: Services, scope: RequestScope, ids: string, mode: CausalMode) =>
  services.read<{ items: ContentPost[] }>(scope, "content", `/content/posts?ids=${ids}`, mode);

export const listPosts = (services: Services, scope: RequestScope, accountId: string, page: PageRequest) => {
  const mode = scope.viewerId === accountId ? "require" : "prefer";
  const path = `/content/accounts/${accountId}/posts${pageQuery(page)}`;
  return services.read<Page<ContentPost>>(scope, "content", path, mode);
};

export const readCounts = (services: Services, scope: RequestScope, accountId: string) => {
  const mode = scope.viewerId === accountId ? "require" : "prefer";
  return services.read<PostCounts>(scope, "content", `/content/accounts/${accountId}/counts`, mode);
};

export const createPost = (services: Services, scope: RequestScope, body: CreatePost) =>
  services.write<ContentPost>(scope, "content", "POST", { path: "/content/posts", body });

export const editPost = (services: Services, scope: RequestScope, id: string, edit: EditPost) => {
  const { media, ...rest } = edit;
  const body = { ...rest, ...(media && { media: media.map(({ id: media_id, alt }) => ({ media_id, alt })) }) };
  return services.write<ContentPost>(scope, "content", "PATCH", { path: `/content/posts/${id}`, body });
};

export const listRevisions = (services: Services, scope: RequestScope, id: string, page: PageRequest) => {
  const mode = scope.viewerId === null ? "prefer" : "require";
  return services.read<Page<ContentRevision>>(
    scope,
    "content",
    `/content/posts/${id}/revisions${pageQuery(page)}`,
    mode,
  );
};

const mark =
  (what: "archive" | "pin") => (services: Services, scope: RequestScope, id: string, method: "PUT" | "DELETE") =>
    services.write<ContentPost>(scope, "content", method, { path: `/content/posts/${id}/${what}` });

/** Puts a post into its author's archive, or takes it out. */
export const moveArchived = mark("archive");
/** Puts a post to the top of its author's profile, or back to its place. */
export const movePinned = mark("pin");

export const listArchive = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<ContentPost>>(scope, "content", `/content/archive${pageQuery(page)}`, "require");

const tagPath = (tag: string) => `/content/hashtags/${encodeURIComponent(tag)}`;

/** Ids of posts with a tag and of their authors, whom the viewer may see or not. */
export const listTaggedPosts = (services: Services, scope: RequestScope, tag: string, page: PageRequest) => {
  const mode = scope.viewerId === null ? "prefer" : "require";
  return services.read<Page<TaggedPost>>(scope, "content", `${tagPath(tag)}/posts${pageQuery(page)}`, mode);
};

export const countTaggedPosts = (services: Services, scope: RequestScope, tag: string) =>
  services.read<HashtagCount>(scope, "content", tagPath(tag), "prefer");

/** The most used tags of public posts that begin so, each with a few of their authors. */
export const matchHashtags = (services: Services, scope: RequestScope, prefix: string) =>
  services.read<SuggestedHashtags>(
    scope,
    "content",
    `/content/hashtags?prefix=${encodeURIComponent(prefix)}`,
    "prefer",
  );

export const deletePost = (services: Services, scope: RequestScope, id: string) =>
  services.write<null>(scope, "content", "DELETE", { path: `/content/posts/${id}` });
