import { useInfiniteQuery } from "@tanstack/react-query";
import { keys } from "@/lib/query";
import { readRevisions } from "../api/posts";

/** What a post said before, latest first. */
export function useRevisions(code: string) {
  const query = useInfiniteQuery({
    queryKey: keys.revisions(code),
    queryFn: ({ pageParam, signal }) => readRevisions(code, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return { ...query, revisions: query.data?.pages.flatMap((page) => page.items) };
}
