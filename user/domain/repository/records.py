"""Everything in order, for rebuilding what other services made of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from kit.db import Reader
from user.domain.model import Following, State

LIST_ACCOUNTS = """
SELECT id, version, username, name, private, state, created_at FROM account WHERE id > $1 ORDER BY id LIMIT $2
"""

LIST_EDGES = """
SELECT follower_id, followee_id, state, version, changed_at FROM follow_edge
WHERE (follower_id, followee_id) > ($1, $2) ORDER BY follower_id, followee_id LIMIT $3
"""


LIST_BLOCKS = """
SELECT blocker_id, blocked_id, state = 'blocked' AS blocked, version, changed_at FROM block_edge
WHERE (blocker_id, blocked_id) > ($1, $2) ORDER BY blocker_id, blocked_id LIMIT $3
"""


LIST_MUTES = """
SELECT muter_id, muted_id, state = 'muted' AS muted, version, changed_at FROM mute_edge
WHERE (muter_id, muted_id) > ($1, $2) ORDER BY muter_id, muted_id LIMIT $3
"""


class AccountRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    version: int
    username: str
    name: str
    private: bool
    state: State
    created_at: datetime


class EdgeRecord(msgspec.Struct, frozen=True, kw_only=True):
    follower_id: int
    followee_id: int
    state: Following
    version: int
    changed_at: datetime


class BlockRecord(msgspec.Struct, frozen=True, kw_only=True):
    blocker_id: int
    blocked_id: int
    blocked: bool
    version: int
    changed_at: datetime


class MuteRecord(msgspec.Struct, frozen=True, kw_only=True):
    muter_id: int
    muted_id: int
    muted: bool
    version: int
    changed_at: datetime


async def list_accounts(reader: Reader, after: int, limit: int) -> list[AccountRecord]:
    """Accounts in every state, by ascending id."""
    return [msgspec.convert(dict(row), AccountRecord) for row in await reader.fetch(LIST_ACCOUNTS, after, limit)]


async def list_edges(reader: Reader, after: tuple[int, int], limit: int) -> list[EdgeRecord]:
    """Follow edges in every state, by ascending (follower, followee)."""
    return [msgspec.convert(dict(row), EdgeRecord) for row in await reader.fetch(LIST_EDGES, *after, limit)]


async def list_block_edges(reader: Reader, after: tuple[int, int], limit: int) -> list[BlockRecord]:
    """Block edges in every state, by ascending (blocker, blocked)."""
    return [msgspec.convert(dict(row), BlockRecord) for row in await reader.fetch(LIST_BLOCKS, *after, limit)]


async def list_mute_edges(reader: Reader, after: tuple[int, int], limit: int) -> list[MuteRecord]:
    """Mute edges in every state, by ascending (muter, muted)."""
    return [msgspec.convert(dict(row), MuteRecord) for row in await reader.fetch(LIST_MUTES, *after, limit)]
