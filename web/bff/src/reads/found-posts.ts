import type { GridPage } from "@mockstagram/shared/api/posts";
import type { Page } from "@mockstagram/shared/cursor";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { hydrateAccounts } from "../hydration/accounts.ts";
import { hydratePosts } from "../hydration/posts.ts";
import type { TaggedPost } from "../model/content.ts";
import { visiblePosts, type VisiblePost } from "../rules/posts.ts";

/** Posts asked for at once; two thirds of a page shown are enough to stop asking. */
const AT_ONCE = 21;
const ENOUGH = 12;
const ROUNDS = 4;

type List = (page: { cursor: string | undefined; limit: number }) => Promise<Page<TaggedPost>>;

/**
 * A page of posts that were found by something other than their author, as far as content and user show them. Where
 * many may not be seen, more are asked for, a few times: a short page with a cursor goes on, it is not the end.
 */
export async function readFoundPosts(
  context: Context,
  scope: RequestScope,
  cursor: string | undefined,
  list: List,
): Promise<GridPage> {
  const found: VisiblePost[] = [];
  let next: string | null = cursor ?? null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const page: Page<TaggedPost> = await list({ cursor: next ?? undefined, limit: AT_ONCE });
    found.push(...(await visibleOf(context, scope, page.items)));
    next = page.next ?? null;
    if (next === null || found.length >= ENOUGH) break;
  }
  const present = context.presenters(scope).posts;
  // A pin is of the author's own page.
  const shown = found.map(({ post, author }) => present.gridPost({ ...post, pinned: false }, author.body.username));
  return { items: shown.filter((post) => post !== null), next };
}

async function visibleOf(context: Context, scope: RequestScope, items: readonly TaggedPost[]): Promise<VisiblePost[]> {
  const { services, bodies } = context;
  const ids = items.map((item) => item.post_id);
  const mode = "prefer" as const;
  const [posts, authors] = await Promise.all([
    hydratePosts(services, bodies.posts, scope, { ids, mode }),
    hydrateAccounts(services, bodies.accounts, scope, { ids: items.map((item) => item.author_id), mode }),
  ]);
  return visiblePosts(ids, posts, authors);
}
