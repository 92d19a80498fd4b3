import type { AccountPage, Profile } from "./api/accounts.ts";
import type { Hashtag } from "./api/hashtags.ts";
import type { GridPage, Post, PostPage } from "./api/posts.ts";
import type { Session } from "./api/session.ts";
import type { Problem } from "./errors.ts";
import type { PageMatch } from "./paths.ts";

/** The first page of each route's own data, by route; a part that is null did not arrive and is asked for again. */
export interface RouteData {
  home: { feed: PostPage };
  profile: { profile: Profile; posts: GridPage | null };
  followers: { profile: Profile; accounts: AccountPage | null };
  following: { profile: Profile; accounts: AccountPage | null };
  mutuals: { profile: Profile; accounts: AccountPage | null };
  requests: { accounts: AccountPage };
  post: { post: Post };
  archive: { posts: GridPage };
  hashtag: { hashtag: Hashtag; posts: GridPage };
}

/** What a page's HTML carries as inert JSON in the element `bootstrap`. */
export interface Bootstrap {
  session: Session;
  causal: string;
  route: Pick<PageMatch, "name" | "params">;
  /** Data of the page's route, or null when the route has none or the problem says why. */
  data: RouteData[keyof RouteData] | null;
  problem: Problem | null;
  stale: boolean;
}
