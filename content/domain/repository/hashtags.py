"""The index of tags."""

from __future__ import annotations

from content.domain.model import Tagged
from kit.db import Reader, Writer

REMOVE = "DELETE FROM post_hashtag WHERE post_id = $1 AND tag <> ALL($2::text[])"
ADD = """
INSERT INTO post_hashtag (tag, post_id, author_id) SELECT unnest($2::text[]), $1, $3 ON CONFLICT DO NOTHING
"""
POSTS = "SELECT post_id, author_id FROM post_hashtag WHERE tag = $1 AND post_id < $2 ORDER BY post_id DESC LIMIT $3"
COUNT = "SELECT count(*) FROM (SELECT FROM post_hashtag WHERE tag = $1 LIMIT $2) AS counted"


async def set_hashtags(writer: Writer, post_id: int, author_id: int, tags: list[str]) -> None:
    """Let a post be found under these tags and no others."""
    await writer.execute(REMOVE, post_id, tags)
    if tags:
        await writer.execute(ADD, post_id, tags, author_id)


async def list_posts(reader: Reader, tag: str, before: int, limit: int) -> list[Tagged]:
    """Published posts with a tag below the id `before`, newest first."""
    rows = await reader.fetch(POSTS, tag, before, limit)
    return [Tagged(post_id=row["post_id"], author_id=row["author_id"]) for row in rows]


async def count_posts(reader: Reader, tag: str, limit: int) -> int:
    """How many published posts have a tag, counted up to `limit`."""
    count: int = await reader.fetchval(COUNT, tag, limit)
    return count
