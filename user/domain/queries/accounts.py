"""Accounts as a viewer may see them. Who may not know of one gets what he would get if there were none."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kit.db import Reader
from user.domain import limits, rules
from user.domain.errors import AccountNotFound
from user.domain.model import Access, Account, Card, Mutuals, Profile, State, UsernameProblem
from user.domain.repository import accounts, follows
from user.domain.repository.follows import LATEST


def access(card: Card) -> Access:
    """How much of the account the viewer of this card may have."""
    return rules.access(card.state, private=card.private, relation=card.relation)


async def list_cards(reader: Reader, viewer: int | None, account_ids: Iterable[int]) -> list[Card]:
    """In the order asked for, without what the viewer may not know of."""
    wanted = list(account_ids)
    found = {card.id: card for card in await accounts.list_cards(reader, viewer, wanted)}
    return [found[i] for i in wanted if i in found and access(found[i]) is not Access.HIDDEN]


async def require_card(reader: Reader, viewer: int | None, account_id: int) -> Card:
    """Raises AccountNotFound."""
    card = await accounts.get_card(reader, viewer, account_id)
    if card is None or access(card) is Access.HIDDEN:
        raise AccountNotFound
    return card


async def require_profile(reader: Reader, viewer: int | None, username: str) -> Profile:
    """Raises AccountNotFound."""
    profile = await accounts.get_profile(reader, viewer, rules.normal_username(username))
    if profile is None or access(profile.card) is Access.HIDDEN:
        raise AccountNotFound
    if viewer is None or profile.card.relation.own:
        return profile
    return msgspec.structs.replace(profile, mutuals=await _mutuals(reader, viewer, profile.card.id))


async def _mutuals(reader: Reader, viewer: int, account_id: int) -> Mutuals:
    listed, count = await follows.list_mutuals(reader, viewer, account_id, before=LATEST, limit=limits.MUTUALS_SHOWN)
    return Mutuals(cards=[one.card for one in listed], count=count)


async def require_standing(reader: Reader, account_id: int) -> Account:
    """An account for another service's decision. Raises AccountNotFound."""
    account = await accounts.get_account(reader, account_id)
    if account is None or account.state is State.DELETED:
        raise AccountNotFound
    return account


async def username_problem(reader: Reader, username: str) -> UsernameProblem | None:
    """Why the normalised username cannot be had; None when it is free."""
    if problem := rules.username_problem(username):
        return problem
    username_taken, _ = await accounts.taken(reader, username, "")
    return "taken" if username_taken else None
