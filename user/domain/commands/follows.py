"""Follow and unfollow."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import limits, rules
from user.domain.commands.own import require_active, require_own
from user.domain.errors import FollowLimit, FollowSelf
from user.domain.events import FollowChanged
from user.domain.model import Edge, Following
from user.domain.queries.accounts import require_card
from user.domain.repository import follows


async def follow(writer: Writer, viewer: int, account_id: int) -> Edge:
    """The viewer's edge to the account: following, or pending at a private one.

    Raises FollowSelf, AccountNotFound, FollowLimit, AccountSuspended.
    """
    if viewer == account_id:
        raise FollowSelf
    await require_active(writer, viewer)
    card = await require_card(writer, viewer, account_id)
    wanted = rules.follow_state(card.relation.following, private=card.private)
    if card.relation.following is Following.NONE:
        await _require_room(writer, viewer)
    return await _set(writer, viewer, account_id, before=card.relation.following, wanted=wanted)


async def unfollow(writer: Writer, viewer: int, account_id: int) -> Edge:
    """The viewer's edge to the account, which is none now; also for an account that is not there."""
    await require_own(writer, viewer)
    edge = await follows.get_edge(writer, viewer, account_id)
    if edge is None:
        return Edge(follower_id=viewer, followee_id=account_id, state=Following.NONE, version=0)
    return await _set(writer, viewer, account_id, before=edge.state, wanted=Following.NONE)


async def _require_room(writer: Writer, viewer: int) -> None:
    if await follows.count_outgoing(writer, viewer, limits.FOLLOWING) >= limits.FOLLOWING:
        raise FollowLimit(limit=limits.FOLLOWING)


async def _set(writer: Writer, viewer: int, account_id: int, *, before: Following, wanted: Following) -> Edge:
    changed = await follows.set_edge(writer, viewer, account_id, wanted, clock.now())
    if changed is None:
        edge = await follows.get_edge(writer, viewer, account_id)
        assert edge is not None
        return edge
    if change := (wanted is Following.FOLLOWING) - (before is Following.FOLLOWING):
        await follows.add_to_counts(writer, viewer, account_id, change)
    event = FollowChanged(
        follower_id=str(viewer), followee_id=str(account_id), state=changed.state, version=changed.version
    )
    await writer.emit(event, actor=viewer, aggregate=("follow_edge", account_id, changed.version))
    record("user", "follow_changed", follower=viewer, followee=account_id, state=changed.state.value)
    return changed
