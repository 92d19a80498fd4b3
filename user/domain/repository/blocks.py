"""Who blocks whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import BlockEdge
from user.domain.repository.accounts import EDGES, SELECT_CARD, card_of
from user.domain.repository.follows import Listed

GET_BLOCK = """
SELECT blocker_id, blocked_id, state, version FROM block_edge WHERE blocker_id = $1 AND blocked_id = $2
"""

# Answers nothing when the edge is in that state already.
SET_BLOCK = """
INSERT INTO block_edge AS b (blocker_id, blocked_id, state, version, created_at, changed_at)
VALUES ($1, $2, $3, 1, $4, $4)
ON CONFLICT (blocker_id, blocked_id) DO UPDATE
SET state = excluded.state, version = b.version + 1, changed_at = excluded.changed_at
WHERE b.state <> excluded.state
RETURNING blocker_id, blocked_id, state, version
"""

END_BLOCKS = """
UPDATE block_edge e SET state = 'none', version = e.version + 1, changed_at = $2
FROM (
    (SELECT blocker_id, blocked_id FROM block_edge WHERE blocker_id = $1 AND state = 'blocked' LIMIT $3)
    UNION ALL
    (SELECT blocker_id, blocked_id FROM block_edge WHERE blocked_id = $1 AND state = 'blocked' LIMIT $3)
    LIMIT $3
) living
WHERE (e.blocker_id, e.blocked_id) = (living.blocker_id, living.blocked_id) AND e.state = 'blocked'
RETURNING e.blocker_id, e.blocked_id, e.state, e.version
"""

COUNT_BLOCKS = """
SELECT count(*) FROM (SELECT FROM block_edge WHERE blocker_id = $1 AND state = 'blocked' LIMIT $2) edges
"""

# $1 is the viewer and the blocker. Who blocks the viewer too is hidden here as everywhere.
LIST_BLOCKED = f"""
{SELECT_CARD}, e.changed_at FROM block_edge e JOIN account a ON a.id = e.blocked_id AND a.state = 'active'
{EDGES}
WHERE e.blocker_id = $1 AND e.state = 'blocked' AND blocked_by.yes IS NULL AND (e.changed_at, e.blocked_id) < ($2, $3)
ORDER BY e.changed_at DESC, e.blocked_id DESC LIMIT $4
"""


def block_of(row: Any) -> BlockEdge:
    """A BlockEdge out of a row of `block_edge`."""
    return BlockEdge(
        blocker_id=row["blocker_id"],
        blocked_id=row["blocked_id"],
        blocked=row["state"] == "blocked",
        version=row["version"],
    )


async def get_block(reader: Reader, blocker: int, blocked: int) -> BlockEdge | None:
    row = await reader.fetchrow(GET_BLOCK, blocker, blocked)
    return block_of(row) if row else None


async def set_block(
    writer: Writer, blocker: int, account_id: int, *, blocked: bool, at: datetime
) -> tuple[BlockEdge, bool]:
    """The edge in its new state, and whether it was in another before."""
    row = await writer.fetchrow(SET_BLOCK, blocker, account_id, "blocked" if blocked else "none", at)
    if row is not None:
        return block_of(row), True
    edge = await get_block(writer, blocker, account_id)
    assert edge is not None
    return edge, False


async def end_blocks(writer: Writer, account_id: int, at: datetime, limit: int) -> list[BlockEdge]:
    """End at most `limit` blocks by an account or of it."""
    return [block_of(row) for row in await writer.fetch(END_BLOCKS, account_id, at, limit)]


async def count_blocks(reader: Reader, blocker: int, limit: int) -> int:
    """How many accounts `blocker` blocks, counting up to `limit`."""
    return int(await reader.fetchval(COUNT_BLOCKS, blocker, limit))


async def list_blocked(reader: Reader, viewer: int, *, before: tuple[datetime, int], limit: int) -> list[Listed]:
    """Whom the viewer blocks, latest first."""
    rows = await reader.fetch(LIST_BLOCKED, viewer, *before, limit)
    return [Listed(card_of(row, viewer), row["changed_at"]) for row in rows]
