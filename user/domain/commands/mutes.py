"""Mute and unmute: nobody else's edges change, and nobody else is told."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import limits
from user.domain.commands.own import require_own
from user.domain.errors import MuteLimit, MuteSelf
from user.domain.events import Muted, Unmuted
from user.domain.model import MuteEdge
from user.domain.queries.accounts import require_card
from user.domain.repository import mutes


async def mute(writer: Writer, viewer: int, account_id: int) -> MuteEdge:
    """The viewer's mute of the account. Raises MuteSelf, AccountNotFound, MuteLimit."""
    if viewer == account_id:
        raise MuteSelf
    await require_own(writer, viewer)
    card = await require_card(writer, viewer, account_id)
    if not card.relation.muting and await mutes.count_mutes(writer, viewer, limits.MUTES) >= limits.MUTES:
        raise MuteLimit(limit=limits.MUTES)
    edge, changed = await mutes.set_mute(writer, viewer, account_id, muted=True, at=clock.now())
    if changed:
        event = Muted(muter_id=str(viewer), muted_id=str(account_id), version=edge.version)
        await writer.emit(event, actor=viewer, aggregate=("mute_edge", account_id, edge.version))
        record("user", "muted", muter=viewer, muted=account_id)
    return edge


async def unmute(writer: Writer, viewer: int, account_id: int) -> MuteEdge:
    """The viewer's mute of the account, which is none now; also for an account that is not there."""
    await require_own(writer, viewer)
    if await mutes.get_mute(writer, viewer, account_id) is None:
        return MuteEdge(muter_id=viewer, muted_id=account_id, muted=False, version=0)
    edge, changed = await mutes.set_mute(writer, viewer, account_id, muted=False, at=clock.now())
    if changed:
        await tell_unmuted(writer, edge, actor=viewer)
    return edge


async def tell_unmuted(writer: Writer, edge: MuteEdge, *, actor: int) -> None:
    """Tell of a mute that has ended."""
    event = Unmuted(muter_id=str(edge.muter_id), muted_id=str(edge.muted_id), version=edge.version)
    await writer.emit(event, actor=actor, aggregate=("mute_edge", edge.muted_id, edge.version))
    record("user", "unmuted", muter=edge.muter_id, muted=edge.muted_id)
