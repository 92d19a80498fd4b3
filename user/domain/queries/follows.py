"""Lists of followers and followed, of who asks to follow and of whom one blocks or mutes."""

from __future__ import annotations

from datetime import datetime

from kit.db import Reader
from user.domain import limits
from user.domain.errors import AccountPrivate
from user.domain.model import Access
from user.domain.queries.accounts import access, require_card
from user.domain.repository import blocks, follows, mutes
from user.domain.repository.follows import Listed

Place = tuple[datetime, int]


async def list_followers(reader: Reader, viewer: int, account_id: int, *, before: Place, limit: int) -> list[Listed]:
    """Who follows the account, latest first. Raises AccountNotFound, AccountPrivate."""
    await _require_access(reader, viewer, account_id)
    return await follows.list_followers(reader, viewer, account_id, before=before, limit=limit)


async def list_following(reader: Reader, viewer: int, account_id: int, *, before: Place, limit: int) -> list[Listed]:
    """Whom the account follows, latest first. Raises AccountNotFound, AccountPrivate."""
    await _require_access(reader, viewer, account_id)
    return await follows.list_following(reader, viewer, account_id, before=before, limit=limit)


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
