"""Who mutes whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import MuteEdge
from user.domain.repository.accounts import EDGES, SELECT_CARD, card_of
from user.domain.repository.follows import Listed

GET_MUTE = """
SELECT muter_id, muted_id, state, version FROM mute_edge WHERE muter_id = $1 AND muted_id = $2
"""

# Answers nothing when the edge is in that state already.
SET_MUTE = """
INSERT INTO mute_edge AS m (muter_id, muted_id, state, version, created_at, changed_at)
VALUES ($1, $2, $3, 1, $4, $4)
ON CONFLICT (muter_id, muted_id) DO UPDATE
SET state = excluded.state, version = m.version + 1, changed_at = excluded.changed_at
WHERE m.state <> excluded.state
RETURNING muter_id, muted_id, state, version
"""

END_MUTES = """
UPDATE mute_edge e SET state = 'none', version = e.version + 1, changed_at = $2
FROM (
    (SELECT muter_id, muted_id FROM mute_edge WHERE muter_id = $1 AND state = 'muted' LIMIT $3)
    UNION ALL
    (SELECT muter_id, muted_id FROM mute_edge WHERE muted_id = $1 AND state = 'muted' LIMIT $3)
    LIMIT $3
) living
WHERE (e.muter_id, e.muted_id) = (living.muter_id, living.muted_id) AND e.state = 'muted'
RETURNING e.muter_id, e.muted_id, e.state, e.version
"""

COUNT_MUTES = """
SELECT count(*) FROM (SELECT FROM mute_edge WHERE muter_id = $1 AND state = 'muted' LIMIT $2) edges
"""

# $1 is the viewer and the muter. Who blocks the viewer is hidden here as everywhere.
LIST_MUTED = f"""
{SELECT_CARD}, e.changed_at FROM mute_edge e JOIN account a ON a.id = e.muted_id AND a.state = 'active'
{EDGES}
WHERE e.muter_id = $1 AND e.state = 'muted' AND blocked_by.yes IS NULL AND (e.changed_at, e.muted_id) < ($2, $3)
ORDER BY e.changed_at DESC, e.muted_id DESC LIMIT $4
"""


def mute_of(row: Any) -> MuteEdge:
    """A MuteEdge out of a row of `mute_edge`."""
    return MuteEdge(
        muter_id=row["muter_id"],
        muted_id=row["muted_id"],
        muted=row["state"] == "muted",
        version=row["version"],
    )


async def get_mute(reader: Reader, muter: int, muted: int) -> MuteEdge | None:
    row = await reader.fetchrow(GET_MUTE, muter, muted)
    return mute_of(row) if row else None


async def set_mute(writer: Writer, muter: int, account_id: int, *, muted: bool, at: datetime) -> tuple[MuteEdge, bool]:
    """The edge in its new state, and whether it was in another before."""
    row = await writer.fetchrow(SET_MUTE, muter, account_id, "muted" if muted else "none", at)
    if row is not None:
        return mute_of(row), True
    edge = await get_mute(writer, muter, account_id)
    assert edge is not None
    return edge, False


async def end_mutes(writer: Writer, account_id: int, at: datetime, limit: int) -> list[MuteEdge]:
    """End at most `limit` mutes by an account or of it."""
    return [mute_of(row) for row in await writer.fetch(END_MUTES, account_id, at, limit)]


async def count_mutes(reader: Reader, muter: int, limit: int) -> int:
    """How many accounts `muter` mutes, counting up to `limit`."""
    return int(await reader.fetchval(COUNT_MUTES, muter, limit))


async def list_muted(reader: Reader, viewer: int, *, before: tuple[datetime, int], limit: int) -> list[Listed]:
    """Whom the viewer mutes, latest first."""
    rows = await reader.fetch(LIST_MUTED, viewer, *before, limit)
    return [Listed(card_of(row, viewer), row["changed_at"]) for row in rows]
