import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { keys } from "@/lib/query";
import { readRequestCount, readRequests } from "../api/follow";

export const useRequests = () =>
  useInfiniteQuery({
    queryKey: keys.requests,
    queryFn: ({ pageParam, signal }) => readRequests(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** How many requests wait, as a badge shows it; nothing when there are none. */
export function useRequestBadge(enabled: boolean): string | null {
  const { data } = useQuery({
    queryKey: keys.requestCount,
    queryFn: ({ signal }) => readRequestCount(signal),
    enabled,
    staleTime: 60_000,
    refetchInterval: 5 * 60_000,
  });
  if (!data || data.count === 0) return null;
  return data.count >= data.capped_at ? `${data.capped_at - 1}+` : String(data.count);
}
