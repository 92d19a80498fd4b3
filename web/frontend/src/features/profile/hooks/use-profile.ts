import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDeletedPosts } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { readGrid, readProfile } from "../api/profile";

export const useProfile = (username: string) =>
  useQuery({ queryKey: keys.profile(username), queryFn: ({ signal }) => readProfile(username, signal) });

/** The posts of a profile, without those that were deleted a moment ago. */
export function useGrid(username: string, enabled: boolean) {
  const deleted = useDeletedPosts();
  const query = useInfiniteQuery({
    queryKey: keys.grid(username),
    queryFn: ({ pageParam, signal }) => readGrid(username, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
  const { data } = query;
  const posts = useMemo(
    () => data?.pages.flatMap((page) => page.items).filter((post) => !deleted.has(post.id)),
    [data, deleted],
  );
  return { ...query, posts };
}
