"""Counted tries in windows of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kit.db import Writer

# All lock in the order of the names, so that two requests never wait for each other.
TAKE = """
INSERT INTO attempt AS t (bucket, count, resets_at)
SELECT bucket, 1, resets_at FROM unnest($1::text[], $2::timestamptz[]) AS asked (bucket, resets_at) ORDER BY bucket
ON CONFLICT (bucket) DO UPDATE
SET count = CASE WHEN t.resets_at <= $3 THEN 1 ELSE t.count + 1 END,
    resets_at = CASE WHEN t.resets_at <= $3 THEN excluded.resets_at ELSE t.resets_at END
RETURNING bucket, count, resets_at
"""

GIVE_BACK = """
WITH locked AS (SELECT bucket FROM attempt WHERE bucket = ANY($1::text[]) ORDER BY bucket FOR UPDATE)
UPDATE attempt SET count = count - 1 FROM locked WHERE attempt.bucket = locked.bucket AND count > 0
"""

PURGE = """
DELETE FROM attempt WHERE bucket IN (
    SELECT bucket FROM attempt WHERE resets_at < $1 ORDER BY resets_at LIMIT $2 FOR UPDATE SKIP LOCKED
)
"""


async def take(
    writer: Writer, buckets: Sequence[tuple[str, datetime]], now: datetime
) -> dict[str, tuple[int, datetime]]:
    """Count one try in each (bucket, end of a new window): bucket → (tries in its window, end of the window)."""
    names, ends = [name for name, _ in buckets], [end for _, end in buckets]
    rows = await writer.fetch(TAKE, names, ends, now)
    return {row["bucket"]: (row["count"], row["resets_at"]) for row in rows}


async def give_back(writer: Writer, buckets: Sequence[str]) -> None:
    """Take one try off each bucket: it was the owner's."""
    await writer.execute(GIVE_BACK, list(buckets))


async def purge(writer: Writer, before: datetime, limit: int) -> int:
    """Delete at most `limit` windows that ended; answers how many."""
    return int((await writer.execute(PURGE, before, limit)).split()[-1])
