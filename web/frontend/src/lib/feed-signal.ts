import type { PostPage } from "@mockstagram/shared/api/posts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { keys } from "./query";
import { createStore } from "./store";

/** Whether the home feed has something newer than what it shows. */
export const newPostsStore = createStore(false);

type Feed = InfiniteData<PostPage, string | null>;

/** Something that the home feed is made of has changed. A feed that is being read is not moved: the pill offers the news. */
export function feedChanged(client: QueryClient): void {
  const query = client.getQueryCache().find<Feed>({ queryKey: keys.feed });
  const shown = query?.isActive() === true && (query.state.data?.pages[0]?.items.length ?? 0) > 0;
  if (shown) newPostsStore.set(true);
  else void renewFeed(client);
}

/** Reads the feed from its top; pages below are dropped, so that this is one request. */
export async function renewFeed(client: QueryClient): Promise<void> {
  newPostsStore.set(false);
  client.setQueryData<Feed>(keys.feed, (feed) =>
    feed ? { pages: feed.pages.slice(0, 1), pageParams: feed.pageParams.slice(0, 1) } : undefined,
  );
  await client.invalidateQueries({ queryKey: keys.feed });
}
