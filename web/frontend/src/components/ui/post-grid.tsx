import type { GridPost } from "@mockstagram/shared/api/posts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GridRows } from "./grid-rows";
import { GridSkeleton } from "./grid-skeleton";
import { ListEnd } from "./list-end";
import { Loaded } from "./loaded";

interface PostGridProps {
  query: Parameters<typeof ListEnd>[0]["query"] & {
    error: Error | null;
    refetch: () => unknown;
    posts: readonly GridPost[] | undefined;
    /** How many pages have arrived; one may bring nothing that may be shown. */
    pages: number;
  };
  /** Shown when there are none. */
  empty: ReactNode;
}

/** A list of posts as pictures, in whichever state it is. */
export function PostGrid({ query, empty }: PostGridProps) {
  const { t } = useTranslation();
  return (
    <Loaded query={query} data={query.posts} waiting={<GridSkeleton />}>
      {(posts) => (
        <>
          {posts.length === 0 && !query.hasNextPage && empty}
          {posts.length > 0 && <GridRows posts={posts} loadMore={() => void query.fetchNextPage()} />}
          <ListEnd query={query} label={t("common.loading")} length={query.pages} />
        </>
      )}
    </Loaded>
  );
}
