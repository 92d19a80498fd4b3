import type { Accounts, AccountView, PostView } from "../model/views.ts";

export interface VisiblePost {
  post: PostView;
  author: AccountView;
}

/** A post is shown if and only if content returned it and user allows its author: no answer means not shown. */
export function visiblePost(post: PostView | undefined, authors: Accounts): VisiblePost | null {
  if (!post) return null;
  const author = authors.get(post.body.author_id);
  return author?.maySee ? { post, author } : null;
}

/** Those of `ids` that may be shown in a list, in the same order; who has archived a post sees it only where he looks for it. */
export function visiblePosts(
  ids: readonly string[],
  posts: ReadonlyMap<string, PostView>,
  authors: Accounts,
): VisiblePost[] {
  return ids
    .map((id) => visiblePost(posts.get(id), authors))
    .filter((visible) => visible !== null)
    .filter(({ post }) => !post.archived);
}

/** What stays in the viewer's home feed: recommend leaves out whom one mutes as soon as it knows, user says it at once. */
export const isHeard = ({ author }: VisiblePost): boolean => !author.relation.muting;

/** What may be told to everybody: search engines, link previews, pictures without a log-in. */
export const isPublicPost = ({ post, author }: VisiblePost): boolean =>
  author.maySee && !author.body.private && !post.archived;
