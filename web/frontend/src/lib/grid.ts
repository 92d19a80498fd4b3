import type { GridPage } from "@mockstagram/shared/api/posts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDeletedPosts } from "./overlay";

type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<GridPage>;

/** A list of posts as pictures, without those that were deleted a moment ago. */
export function useGridOf(queryKey: readonly string[], read: ReadPage, enabled = true) {
  const deleted = useDeletedPosts();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
  const { data } = query;
  const posts = useMemo(
    () => data?.pages.flatMap((page) => page.items).filter((post) => !deleted.has(post.id)),
    [data, deleted],
  );
  return { ...query, posts, pages: data?.pages.length ?? 0 };
}
