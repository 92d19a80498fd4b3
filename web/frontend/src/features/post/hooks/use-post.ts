import type { Post, PostPage } from "@mockstagram/shared/api/posts";
import { queryOptions, useQuery, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { keys } from "@/lib/query";
import { readPost } from "../api/posts";

export const postQuery = (code: string) =>
  queryOptions({ queryKey: keys.post(code), queryFn: ({ signal }) => readPost(code, signal) });

/** A post by its code; one that the home feed holds is shown at once. */
export function usePost(code: string) {
  const client = useQueryClient();
  return useQuery({ ...postQuery(code), placeholderData: () => postInFeed(client, code) });
}

function postInFeed(client: QueryClient, code: string): Post | undefined {
  const feed = client.getQueryData<InfiniteData<PostPage>>(keys.feed);
  return feed?.pages.flatMap((page) => page.items).find((post) => post.code === code);
}
