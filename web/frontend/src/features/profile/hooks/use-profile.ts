import type { GridPage } from "@mockstagram/shared/api/posts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDeletedPosts } from "@/lib/overlay";
import { keys } from "@/lib/query";
import { readArchive, readGrid, readProfile } from "../api/profile";

export const useProfile = (username: string) =>
  useQuery({ queryKey: keys.profile(username), queryFn: ({ signal }) => readProfile(username, signal) });

type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<GridPage>;

/** A list of posts as pictures, without those that were deleted a moment ago. */
function useGridOf(queryKey: readonly string[], read: ReadPage, enabled = true) {
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
  return { ...query, posts };
}

/** The posts of a profile. */
export const useGrid = (username: string, enabled: boolean) =>
  useGridOf(keys.grid(username), (cursor, signal) => readGrid(username, cursor, signal), enabled);

/** What the viewer has archived. */
export const useArchive = () => useGridOf(keys.archive, readArchive);
