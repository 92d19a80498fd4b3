import type { AccountMatches } from "@mockstagram/shared/api/accounts";
import type { HashtagMatches } from "@mockstagram/shared/api/hashtags";
import { matchHashtags } from "../clients/content.ts";
import { matchAccounts } from "../clients/user.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { hydrateAccounts, viewOf } from "../hydration/accounts.ts";
import type { SuggestedHashtag, SuggestedHashtags } from "../model/content.ts";
import type { Accounts } from "../model/views.ts";
import { createPipeline } from "../pipeline.ts";
import { tellable, told } from "../rules/hashtags.ts";

/** How many are offered for what somebody types. */
const MOST = 8;

interface MatchRequest {
  context: Context;
  scope: RequestScope;
  prefix: string;
}

/** Tags that begin so, as far as somebody public whom the viewer may see uses them. */
export const readHashtagMatches = createPipeline<
  MatchRequest,
  SuggestedHashtags,
  Accounts,
  SuggestedHashtag[],
  HashtagMatches
>({
  skeleton: ({ context, scope, prefix }) => matchHashtags(context.services, scope, prefix),

  hydrate: ({ context: { services, bodies }, scope }, { items }) => {
    const ids = items.flatMap((item) => item.author_ids);
    return hydrateAccounts(services, bodies.accounts, scope, { ids, mode: "prefer" });
  },

  rules: ({ items }, accounts) => tellable(items, accounts).slice(0, MOST),

  present: (_, visible, { capped_at }) => ({
    items: visible.map(({ tag, posts }) => ({ name: tag, posts: told(posts) })),
    capped_at,
  }),
});

/** Accounts whose names begin so; user leaves out whom the viewer may not know of, and everybody across a block. */
export async function readAccountMatches({ context, scope, prefix }: MatchRequest): Promise<AccountMatches> {
  const { items } = await matchAccounts(context.services, scope, prefix);
  const present = context.presenters(scope).accounts;
  const accounts = items.map(viewOf).filter((account) => account !== null);
  return { items: accounts.map((account) => present.account(account)) };
}
