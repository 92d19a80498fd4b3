import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDeletedPosts } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { readFollowingFeed } from "../api/feed";

/** The home feed. It is never read anew behind the reader's back: the pill offers what is new. */
export function useFollowingFeed() {
  const deleted = useDeletedPosts();
  const query = useInfiniteQuery({
    queryKey: keys.feed,
    queryFn: ({ pageParam, signal }) => readFollowingFeed(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  });
  const { data } = query;
  const posts = useMemo(
    () => data?.pages.flatMap((page) => page.items).filter((post) => !deleted.has(post.id)),
    [data, deleted],
  );
  return { ...query, posts };
}
