import type { Page } from "@mockstagram/shared/cursor";
import type { RequestScope } from "../http/scope.ts";
import type { FeedItem, Followers, RecommendedAccount } from "../model/recommend.ts";
import { pageQuery, type PageRequest } from "./page-query.ts";
import type { Services } from "./services.ts";

export const listFollowingFeed = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<FeedItem>>(scope, "recommend", `/recommend/home/following${pageQuery(page)}`, "require");

export const listSuggestions = (services: Services, scope: RequestScope, limit: number) =>
  services.read<{ items: RecommendedAccount[] }>(
    scope,
    "recommend",
    `/recommend/accounts/suggestions?limit=${limit}`,
    "prefer",
  );

/** Which of these viewers (at most 1,000) follow the author. */
export const listFollowersAmong = (services: Services, scope: RequestScope, authorId: string, viewers: string[]) =>
  services.readBatch<Followers>(scope, "recommend", "/recommend/followers-among", {
    author_id: authorId,
    viewers,
  });
