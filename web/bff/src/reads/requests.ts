import type { AccountPage } from "@mockstagram/shared/api/accounts";
import type { PageRequest } from "../clients/page-query.ts";
import { listRequests } from "../clients/user.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { viewOf } from "../hydration/accounts.ts";

interface RequestsRequest {
  context: Context;
  scope: RequestScope;
  page: PageRequest;
}

/** Who asks to follow the viewer. */
export async function readRequests({ context, scope, page }: RequestsRequest): Promise<AccountPage> {
  const { items, next } = await listRequests(context.services, scope, page);
  const present = context.presenters(scope).accounts;
  const accounts = items.map(viewOf).filter((account) => account !== null);
  return { items: accounts.map((account) => present.account(account)), next };
}
