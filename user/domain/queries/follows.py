"""Lists of followers and followed."""

from __future__ import annotations

from datetime import datetime

from kit.db import Reader
from user.domain.errors import AccountPrivate
from user.domain.model import Access
from user.domain.queries.accounts import access, require_card
from user.domain.repository import follows
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


async def _require_access(reader: Reader, viewer: int, account_id: int) -> None:
    if access(await require_card(reader, viewer, account_id)) is not Access.FULL:
        raise AccountPrivate
