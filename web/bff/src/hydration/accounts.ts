import type { CausalMode, Services } from "../clients/services.ts";
import { readCards } from "../clients/user.ts";
import type { RequestScope } from "../http/scope.ts";
import type { UserCard } from "../model/user.ts";
import type { AccountBody, Accounts, AccountView } from "../model/views.ts";
import type { BodyCache } from "./bodies.ts";

const MOST = 40;

/** The accounts of `ids` by id; who may not be known of is absent. Throws Problem when user does not answer. */
export async function hydrateAccounts(
  services: Services,
  cache: BodyCache<AccountBody>,
  scope: RequestScope,
  request: { ids: readonly string[]; mode: CausalMode },
): Promise<Accounts> {
  const ids = [...new Set(request.ids)].slice(0, MOST);
  if (ids.length === 0) return new Map();
  const known = cache.known(ids);
  const { items } = await readCards(services, scope, known.query, request.mode);
  const found = new Map<string, AccountView>();
  for (const card of items) {
    const body = card.unchanged ? known.bodies.get(card.id)?.body : bodyOf(card);
    if (!body) continue;
    if (!card.unchanged) cache.keep(card.id, card.version, body);
    found.set(card.id, { id: card.id, body, relation: card.relation, maySee: card.may_see });
  }
  return found;
}

function bodyOf(card: UserCard): AccountBody | undefined {
  const { username, name = "", avatar = null } = card;
  return username === undefined ? undefined : { username, name, avatar, private: card.private ?? false };
}

/** A whole card, as lists of followers bring it. */
export function viewOf(card: UserCard): AccountView | null {
  const body = bodyOf(card);
  return body ? { id: card.id, body, relation: card.relation, maySee: card.may_see } : null;
}
