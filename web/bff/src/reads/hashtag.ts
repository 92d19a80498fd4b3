import type { Hashtag } from "@mockstagram/shared/api/hashtags";
import type { GridPage } from "@mockstagram/shared/api/posts";
import { countTaggedPosts, listTaggedPosts } from "../clients/content.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { orMissing } from "../pipeline.ts";
import { told } from "../rules/hashtags.ts";
import { readFoundPosts } from "./found-posts.ts";

interface HashtagRequest {
  context: Context;
  scope: RequestScope;
  tag: string;
}

/** A tag and how many posts have it. */
export async function readHashtag({ context, scope, tag }: HashtagRequest): Promise<Hashtag> {
  const count = await orMissing(countTaggedPosts(context.services, scope, tag));
  return { name: tag.normalize("NFC").toLowerCase(), posts: told(count?.posts), capped_at: count?.capped_at ?? 0 };
}

/** Posts with a tag that this viewer may see, newest first. */
export const readHashtagPosts = ({ context, scope, tag }: HashtagRequest, cursor?: string): Promise<GridPage> =>
  readFoundPosts(context, scope, cursor, (page) => listTaggedPosts(context.services, scope, tag, page));
