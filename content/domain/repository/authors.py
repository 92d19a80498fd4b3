"""Authors: the lock under which one publishes, and how many posts there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from kit.db import Reader, Writer

LOCK_AUTHORS = """
INSERT INTO author (id) SELECT unnest($1::bigint[]) ORDER BY 1 ON CONFLICT (id) DO UPDATE SET id = excluded.id
"""
COUNT_POST = "UPDATE author SET posts = posts + $2 WHERE id = $1"
RECENT_TIMES = "SELECT created_at FROM post WHERE author_id = $1 AND id >= $2 ORDER BY id DESC LIMIT $3"
COUNTS = "SELECT id, posts FROM author WHERE id = ANY($1::bigint[])"
AUTHORS_AFTER = """
SELECT id FROM (
    (SELECT DISTINCT author_id AS id FROM post WHERE author_id > $1 ORDER BY author_id LIMIT $2)
    UNION
    (SELECT id FROM author WHERE id > $1 ORDER BY id LIMIT $2)
) AS known ORDER BY id LIMIT $2
"""
MISCOUNTED = """
SELECT wanted.id FROM unnest($1::bigint[]) AS wanted (id) LEFT JOIN author ON author.id = wanted.id
WHERE coalesce(author.posts, 0) <> (
    SELECT count(*) FROM post WHERE post.author_id = wanted.id AND post.state = 'published'
)
"""
RECOUNT = """
UPDATE author SET posts = counted.posts FROM (
    SELECT wanted.id, count(post.id) AS posts FROM unnest($1::bigint[]) AS wanted (id)
    LEFT JOIN post ON post.author_id = wanted.id AND post.state = 'published' GROUP BY wanted.id
) AS counted
WHERE author.id = counted.id AND author.posts <> counted.posts
"""


async def lock_authors(writer: Writer, author_ids: Iterable[int]) -> None:
    """Let nobody else publish or count for these authors until the transaction ends."""
    await writer.execute(LOCK_AUTHORS, list(author_ids))


async def count_post(writer: Writer, author_id: int, difference: int) -> None:
    """Count a post more or less."""
    await writer.execute(COUNT_POST, author_id, difference)


async def list_recent_times(reader: Reader, author_id: int, since_id: int, limit: int) -> list[datetime]:
    """When the author published since then, newest first, deleted posts included."""
    return [row["created_at"] for row in await reader.fetch(RECENT_TIMES, author_id, since_id, limit)]


async def get_counts(reader: Reader, author_ids: Sequence[int]) -> dict[int, int]:
    """Published posts per author; authors who never published are absent."""
    return {row["id"]: row["posts"] for row in await reader.fetch(COUNTS, author_ids)}


async def list_authors(reader: Reader, after: int, limit: int) -> list[int]:
    """Ids of authors above `after`."""
    return [row["id"] for row in await reader.fetch(AUTHORS_AFTER, after, limit)]


async def list_miscounted(reader: Reader, author_ids: Sequence[int]) -> list[int]:
    """Those of the authors whose number of posts looks wrong; one who publishes right now may be among them."""
    return [row["id"] for row in await reader.fetch(MISCOUNTED, author_ids)]


async def recount(writer: Writer, author_ids: Sequence[int]) -> None:
    """Count the posts of locked authors afresh."""
    await writer.execute(RECOUNT, author_ids)
