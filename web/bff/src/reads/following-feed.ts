import type { PostPage } from "@mockstagram/shared/api/posts";
import type { Page } from "@mockstagram/shared/cursor";
import type { PageRequest } from "../clients/page-query.ts";
import { listFollowingFeed } from "../clients/recommend.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { hydrateAccounts } from "../hydration/accounts.ts";
import { hydratePosts } from "../hydration/posts.ts";
import type { FeedItem } from "../model/recommend.ts";
import type { Accounts, PostView } from "../model/views.ts";
import { createPipeline } from "../pipeline.ts";
import { isHeard, visiblePosts, type VisiblePost } from "../rules/posts.ts";

interface FeedRequest {
  context: Context;
  scope: RequestScope;
  page: PageRequest;
}

type Hydrated = [ReadonlyMap<string, PostView>, Accounts];

/** The home feed of the viewer: what recommend lists, as far as content and user show it. */
export const readFollowingFeed = createPipeline<FeedRequest, Page<FeedItem>, Hydrated, VisiblePost[], PostPage>({
  skeleton: ({ context, scope, page }) => listFollowingFeed(context.services, scope, page),

  hydrate: ({ context: { services, bodies }, scope }, { items }) =>
    Promise.all([
      hydratePosts(services, bodies.posts, scope, { ids: items.map((item) => item.post_id), mode: "require" }),
      hydrateAccounts(services, bodies.accounts, scope, { ids: items.map((item) => item.author_id), mode: "require" }),
    ]),

  rules: ({ items }, [posts, authors]) =>
    visiblePosts(
      items.map((item) => item.post_id),
      posts,
      authors,
    ).filter(isHeard),

  present: ({ context, scope }, visible, { next }) => {
    const present = context.presenters(scope);
    return {
      items: visible.map(({ post, author }) => present.posts.post(post, present.accounts.account(author))),
      next,
    };
  },
});
