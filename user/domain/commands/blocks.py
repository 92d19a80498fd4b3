"""Block and unblock."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.errors import Unauthenticated
from kit.observability import record
from user.domain import limits
from user.domain.commands.edges import note
from user.domain.commands.own import require_own
from user.domain.errors import BlockLimit, BlockSelf
from user.domain.events import Blocked, Unblocked
from user.domain.model import BlockEdge, State
from user.domain.queries.accounts import require_card
from user.domain.repository import accounts, blocks, follows


async def block(writer: Writer, viewer: int, account_id: int) -> BlockEdge:
    """The viewer's block of the account, which ends follows and requests between the two.

    Raises BlockSelf, AccountNotFound, BlockLimit.
    """
    if viewer == account_id:
        raise BlockSelf
    await _require_both(writer, viewer, account_id)
    card = await require_card(writer, viewer, account_id)
    if not card.relation.blocking:
        await _require_room(writer, viewer)
    edge, changed = await blocks.set_block(writer, viewer, account_id, blocked=True, at=clock.now())
    if not changed:
        return edge
    ended = await follows.end_between(writer, viewer, account_id, clock.now())
    await note(writer, ended, actor=viewer)
    event = Blocked(blocker_id=str(viewer), blocked_id=str(account_id), version=edge.version)
    await writer.emit(event, actor=viewer, aggregate=("block_edge", account_id, edge.version))
    record("user", "blocked", blocker=viewer, blocked=account_id)
    return edge


async def unblock(writer: Writer, viewer: int, account_id: int) -> BlockEdge:
    """The viewer's block of the account, which is none now; also for an account that is not there."""
    await require_own(writer, viewer)
    if await blocks.get_block(writer, viewer, account_id) is None:
        return BlockEdge(blocker_id=viewer, blocked_id=account_id, blocked=False, version=0)
    edge, changed = await blocks.set_block(writer, viewer, account_id, blocked=False, at=clock.now())
    if changed:
        await tell_unblocked(writer, edge, actor=viewer)
    return edge


async def tell_unblocked(writer: Writer, edge: BlockEdge, *, actor: int) -> None:
    """Tell of a block that has ended."""
    event = Unblocked(blocker_id=str(edge.blocker_id), blocked_id=str(edge.blocked_id), version=edge.version)
    await writer.emit(event, actor=actor, aggregate=("block_edge", edge.blocked_id, edge.version))
    record("user", "unblocked", blocker=edge.blocker_id, blocked=edge.blocked_id)


async def _require_both(writer: Writer, viewer: int, account_id: int) -> None:
    """Both accounts' edges are serialised until the commit. Raises Unauthenticated when the viewer's is closed or gone."""
    found = await accounts.lock_accounts(writer, [viewer, account_id])
    if not found.get(viewer, State.DELETED).is_open:
        raise Unauthenticated


async def _require_room(writer: Writer, viewer: int) -> None:
    if await blocks.count_blocks(writer, viewer, limits.BLOCKS) >= limits.BLOCKS:
        raise BlockLimit(limit=limits.BLOCKS)
