"""Follow and unfollow."""

from __future__ import annotations

from kit.db import Writer
from user.domain import limits, rules
from user.domain.commands.edges import put_edge
from user.domain.commands.own import require_active, require_own
from user.domain.errors import AccountBlocked, FollowLimit, FollowSelf
from user.domain.model import Card, Edge, Following
from user.domain.queries.accounts import require_card
from user.domain.repository import accounts, follows


async def follow(writer: Writer, viewer: int, account_id: int) -> Edge:
    """The viewer's edge to the account: following, or pending at a private one.

    Raises FollowSelf, AccountNotFound, AccountBlocked, FollowLimit, AccountSuspended.
    """
    if viewer == account_id:
        raise FollowSelf
    await require_active(writer, viewer)
    card = await _require_settled(writer, viewer, account_id)
    if card.relation.blocking:
        raise AccountBlocked
    if card.relation.following is Following.NONE:
        await _require_room(writer, viewer)
    wanted = rules.follow_state(card.relation.following, private=card.private)
    return await put_edge(writer, viewer, account_id, wanted)


async def unfollow(writer: Writer, viewer: int, account_id: int) -> Edge:
    """The viewer's edge to the account, which is none now; also for an account that is not there."""
    await require_own(writer, viewer)
    if await follows.get_edge(writer, viewer, account_id) is None:
        return Edge(follower_id=viewer, followee_id=account_id, state=Following.NONE, version=0)
    return await put_edge(writer, viewer, account_id, Following.NONE)


async def _require_settled(writer: Writer, viewer: int, account_id: int) -> Card:
    """The account; a private one stays so until the commit, so that no request is left when it goes public."""
    card = await require_card(writer, viewer, account_id)
    if not card.private:
        return card
    await accounts.hold_privacy(writer, account_id)
    return await require_card(writer, viewer, account_id)


async def _require_room(writer: Writer, viewer: int) -> None:
    if await follows.count_outgoing(writer, viewer, limits.FOLLOWING) >= limits.FOLLOWING:
        raise FollowLimit(limit=limits.FOLLOWING)
