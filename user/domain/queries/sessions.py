"""Sessions as their owner, and every page, needs them."""

from __future__ import annotations

from typing import NamedTuple

from kit import clock
from kit.db import Reader
from user.domain import limits
from user.domain.errors import SessionNotFound
from user.domain.model import Account, Session
from user.domain.repository import sessions


class Opened(NamedTuple):
    """A living session and whose it is."""

    session: Session
    account: Account


async def get_opened(reader: Reader, token_hash: bytes) -> Opened | None:
    found = await sessions.get_opened(reader, token_hash, clock.now() - limits.SESSION_LIFE)
    return Opened(*found) if found else None


async def require_opened(reader: Reader, token_hash: bytes) -> Opened:
    """The living session with this token. Raises SessionNotFound."""
    opened = await get_opened(reader, token_hash)
    if opened is None:
        raise SessionNotFound
    return opened


async def list_sessions(reader: Reader, viewer: int, *, before: int, limit: int) -> list[Session]:
    """The viewer's living sessions with an id below `before`, newest first."""
    seen_after = clock.now() - limits.SESSION_LIFE
    return await sessions.list_sessions(reader, viewer, before=before, seen_after=seen_after, limit=limit)
