"""Erasing an account for good: first the account itself, then, chunk after chunk, everything that hangs on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain.commands.blocks import tell_unblocked
from user.domain.commands.edges import note
from user.domain.commands.mutes import tell_unmuted
from user.domain.events import AccountDeleted, AvatarChanged
from user.domain.repository import accounts, blocks, codes, erasures, follows, mail, mutes, second_factors, sessions

# Erases at most so many things of an account and answers how many there were.
Step = Callable[[Writer, int, int], Awaitable[int]]


async def erase_account(writer: Writer, account_id: int) -> None:
    """Leave a tombstone of an account that is due, from which on it is gone for good; of any other one leave all."""
    before = await accounts.lock_account(writer, account_id)
    version = await erasures.erase_account(writer, account_id, clock.now())
    if before is None or version is None:
        return
    aggregate = ("account", account_id, version)
    await writer.emit(AccountDeleted(account_id=str(account_id)), actor=account_id, aggregate=aggregate)
    if before.avatar is not None:
        # It names the picture, so that whoever hears of the picture later than of this keeps none.
        gone = AvatarChanged(account_id=str(account_id), receipt=None, previous_media_id=before.avatar.media_id)
        await writer.emit(gone, actor=account_id, aggregate=aggregate)
    record("user", "account_deleted", account=account_id)


async def end_follows(writer: Writer, account_id: int, limit: int) -> int:
    """End follows and requests, whichever side the account is on, with exact counts for the others."""
    await accounts.lock_account(writer, account_id)
    ended = await follows.end_all(writer, account_id, clock.now(), limit)
    await note(writer, ended, actor=account_id)
    return len(ended)


async def end_blocks(writer: Writer, account_id: int, limit: int) -> int:
    """End blocks by the account and of it."""
    await accounts.lock_account(writer, account_id)
    ended = await blocks.end_blocks(writer, account_id, clock.now(), limit)
    for edge in ended:
        await tell_unblocked(writer, edge, actor=account_id)
    return len(ended)


async def end_mutes(writer: Writer, account_id: int, limit: int) -> int:
    """End mutes by the account and of it."""
    await accounts.lock_account(writer, account_id)
    ended = await mutes.end_mutes(writer, account_id, clock.now(), limit)
    for edge in ended:
        await tell_unmuted(writer, edge, actor=account_id)
    return len(ended)


async def finish_erasure(writer: Writer, account_id: int) -> None:
    """Every step has found nothing more."""
    await erasures.finish(writer, account_id)


# Whatever new table has rows of an account needs a step here; test_erasing.py looks through all of them.
STEPS: tuple[Step, ...] = (
    sessions.erase,
    codes.erase,
    second_factors.erase,
    mail.erase,
    end_follows,
    end_blocks,
    end_mutes,
)
