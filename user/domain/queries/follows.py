"""Lists of followers and followed, of who asks to follow and of whom one blocks or mutes."""

from __future__ import annotations

from typing import NamedTuple

from kit.db import Reader
from user.domain import limits, rules
from user.domain.errors import AccountPrivate
from user.domain.model import Access, Side
from user.domain.queries.accounts import access, require_card
from user.domain.repository import blocks, follows, mutes
from user.domain.repository.follows import Listed, Place


class Found(NamedTuple):
    """Those of a list that a search has found, up to where it has looked; None when that is the end."""

    items: list[Listed]
    looked_to: Place | None


async def list_follows(
    reader: Reader, viewer: int, account_id: int, side: Side, *, before: Place, limit: int
) -> list[Listed]:
    """Who follows the account, or whom it follows, latest first. Raises AccountNotFound, AccountPrivate."""
    await _require_access(reader, viewer, account_id)
    return await follows.list_follows(reader, viewer, account_id, side, before=before, limit=limit)


async def search_follows(
    reader: Reader, viewer: int, account_id: int, side: Side, text: str, *, before: Place, limit: int
) -> Found:
    """Those of the list whose username or name holds the text: among so many that the time it takes is bounded.

    Raises AccountNotFound, AccountPrivate.
    """
    await _require_access(reader, viewer, account_id)
    items = await follows.search_follows(
        reader, viewer, account_id, side, rules.search_text(text), before=before, limit=limit, among=limits.SEARCHED
    )
    return Found(items, await follows.nth_follow(reader, account_id, side, before=before, n=limits.SEARCHED))


async def list_mutuals(reader: Reader, viewer: int, account_id: int, *, before: Place, limit: int) -> list[Listed]:
    """Those whom the viewer follows and who follow the account, latest first; of a private account too, as each of them
    shows the viewer whom he follows. Raises AccountNotFound.
    """
    await require_card(reader, viewer, account_id)
    mutuals, _ = await follows.list_mutuals(reader, viewer, account_id, before=before, limit=limit)
    return mutuals


async def list_requests(reader: Reader, viewer: int, *, before: Place, limit: int) -> list[Listed]:
    """Who asks to follow the viewer, latest first."""
    return await follows.list_requests(reader, viewer, before=before, limit=limit)


async def count_requests(reader: Reader, viewer: int) -> int:
    """How many ask to follow the viewer, counted up to a limit."""
    return await follows.count_requests(reader, viewer, limits.REQUESTS_COUNTED)


async def list_blocked(reader: Reader, viewer: int, *, before: Place, limit: int) -> list[Listed]:
    """Whom the viewer blocks, latest first."""
    return await blocks.list_blocked(reader, viewer, before=before, limit=limit)


async def list_muted(reader: Reader, viewer: int, *, before: Place, limit: int) -> list[Listed]:
    """Whom the viewer mutes, latest first."""
    return await mutes.list_muted(reader, viewer, before=before, limit=limit)


async def _require_access(reader: Reader, viewer: int, account_id: int) -> None:
    if access(await require_card(reader, viewer, account_id)) is not Access.FULL:
        raise AccountPrivate
