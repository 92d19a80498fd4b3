import type { AccountPage } from "@mockstagram/shared/api/accounts";
import type { Page } from "@mockstagram/shared/cursor";
import type { PageRequest } from "../clients/page-query.ts";
import type { Services } from "../clients/services.ts";
import { listBlocked, listMuted, listRequests } from "../clients/user.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { viewOf } from "../hydration/accounts.ts";
import type { UserCard } from "../model/user.ts";

export interface OwnListRequest {
  context: Context;
  scope: RequestScope;
  page: PageRequest;
}

type List = (services: Services, scope: RequestScope, page: PageRequest) => Promise<Page<UserCard>>;

/** A list of accounts that is the viewer's alone; user brings whole cards with it. */
const readOwn =
  (list: List) =>
  async ({ context, scope, page }: OwnListRequest): Promise<AccountPage> => {
    const { items, next } = await list(context.services, scope, page);
    const present = context.presenters(scope).accounts;
    const accounts = items.map(viewOf).filter((account) => account !== null);
    return { items: accounts.map((account) => present.account(account)), next };
  };

/** Who asks to follow the viewer. */
export const readRequests = readOwn(listRequests);

/** Whom the viewer blocks. */
export const readBlocked = readOwn(listBlocked);

/** Whom the viewer mutes. */
export const readMuted = readOwn(listMuted);
