import type { SuggestionList } from "@mockstagram/shared/api/accounts";
import { listSuggestions } from "../clients/recommend.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { hydrateAccounts } from "../hydration/accounts.ts";
import type { RecommendedAccount } from "../model/recommend.ts";
import type { Accounts } from "../model/views.ts";
import { createPipeline } from "../pipeline.ts";
import { visibleSuggestions, type VisibleSuggestion } from "../rules/suggestions.ts";

/** Ten accounts and up to three reasons each are one batch of forty. */
const MOST = 10;

interface SuggestionRequest {
  context: Context;
  scope: RequestScope;
}

/** People to follow: what recommend proposes, as far as user lets the viewer know of them. */
export const readSuggestions = createPipeline<
  SuggestionRequest,
  RecommendedAccount[],
  Accounts,
  VisibleSuggestion[],
  SuggestionList
>({
  skeleton: async ({ context, scope }) => (await listSuggestions(context.services, scope, MOST)).items,

  hydrate: ({ context: { services, bodies }, scope }, items) => {
    const ids = [...items.map((item) => item.account_id), ...items.flatMap((item) => item.reason.accounts)];
    return hydrateAccounts(services, bodies.accounts, scope, { ids, mode: "prefer" });
  },

  rules: (items, accounts) => visibleSuggestions(items, accounts),

  present: ({ context, scope }, visible) => {
    const present = context.presenters(scope).accounts;
    return {
      items: visible.map(({ account, kind, count, by }) => ({
        account: present.account(account),
        reason: { kind, count, accounts: by.map(({ id, body }) => ({ id, username: body.username })) },
      })),
    };
  },
});
