import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStaysInFeed } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { readFollowingFeed } from "../api/feed";

/** The home feed. It is never read anew behind the reader's back: the pill offers what is new. */
export function useFollowingFeed() {
  const stays = useStaysInFeed();
  const query = useInfiniteQuery({
    queryKey: keys.feed,
    queryFn: ({ pageParam, signal }) => readFollowingFeed(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  });
  const { data } = query;
  const posts = useMemo(() => data?.pages.flatMap((page) => page.items).filter(stays), [data, stays]);
  return { ...query, posts };
}
