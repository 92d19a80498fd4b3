"""The index of tags, and which of them are public."""

from __future__ import annotations

from collections.abc import Sequence

from content.domain import limits
from content.domain.model import Suggested, Tagged
from kit.db import Reader, Writer

REMOVE = "DELETE FROM post_hashtag WHERE post_id = $1 AND tag <> ALL($2::text[]) RETURNING tag"
ADD = """
INSERT INTO post_hashtag (tag, post_id, author_id) SELECT unnest($2::text[]), $1, $3 ON CONFLICT DO NOTHING RETURNING tag
"""
POSTS = "SELECT post_id, author_id FROM post_hashtag WHERE tag = $1 AND post_id < $2 ORDER BY post_id DESC LIMIT $3"

# Whoever changes something only adds rows here, so that nobody waits for a popular tag.
CHANGED = "INSERT INTO hashtag_change (tag) SELECT unnest($1::text[])"
CHANGED_OF_AUTHORS = """
INSERT INTO hashtag_change (tag) SELECT DISTINCT tag FROM post_hashtag WHERE author_id = ANY($1::bigint[])
"""
CHANGED_AFTER = """
INSERT INTO hashtag_change (tag)
(SELECT tag FROM hashtag WHERE tag > $1 ORDER BY tag LIMIT $2)
UNION (SELECT DISTINCT tag FROM post_hashtag WHERE tag > $1 ORDER BY tag LIMIT $2)
ORDER BY tag LIMIT $2 RETURNING tag
"""
TAKE_CHANGED = """
DELETE FROM hashtag_change WHERE id IN (SELECT id FROM hashtag_change ORDER BY id LIMIT $1) RETURNING tag
"""
# A statement of its own after TAKE_CHANGED: it must see everything of which the rows that were taken tell.
RECOUNT = """
WITH counted AS (
    SELECT wanted.tag, (
        SELECT count(*) FROM (
            SELECT FROM post_hashtag JOIN account ON account.id = author_id AND public WHERE tag = wanted.tag LIMIT $2
        ) AS public_posts
    ) AS posts, ARRAY(
        SELECT max(post_id) FROM (
            SELECT post_id, author_id FROM post_hashtag JOIN account ON account.id = author_id AND public
            WHERE tag = wanted.tag ORDER BY post_id DESC LIMIT $3
        ) AS newest GROUP BY author_id ORDER BY 1 DESC LIMIT $4
    ) AS witnesses
    FROM unnest($1::text[]) AS wanted (tag)
), gone AS (
    DELETE FROM hashtag USING counted WHERE hashtag.tag = counted.tag AND counted.posts = 0
)
INSERT INTO hashtag (tag, posts, witnesses) SELECT tag, posts, witnesses FROM counted WHERE posts > 0
ON CONFLICT (tag) DO UPDATE SET posts = excluded.posts, witnesses = excluded.witnesses
"""
COUNT = "SELECT posts FROM hashtag WHERE tag = $1"

# The counts are a moment old, what a witness says and whether its author is public are not.
SUGGESTED = """
SELECT tag, posts, ARRAY(
    SELECT author_id FROM post_hashtag AS own JOIN account ON account.id = author_id AND account.public
    WHERE own.tag = found.tag AND own.post_id = ANY(found.witnesses)
) AS authors
FROM (SELECT tag, posts, witnesses FROM hashtag WHERE {} ORDER BY posts DESC, tag LIMIT $2) AS found
ORDER BY posts DESC, tag
"""
BY_LENGTH = {1: SUGGESTED.format("left(tag, 1) = $1"), 2: SUGGESTED.format("left(tag, 2) = $1")}
# No character is above the last one.
BY_RANGE = SUGGESTED.format("tag >= $1 AND tag < $1 || chr(1114111)")


async def set_hashtags(writer: Writer, post_id: int, author_id: int, tags: list[str]) -> None:
    """Let a post be found under these tags and no others."""
    changed = await writer.fetch(REMOVE, post_id, tags)
    if tags:
        changed += await writer.fetch(ADD, post_id, tags, author_id)
    if changed:
        await writer.execute(CHANGED, [row["tag"] for row in changed])


async def list_posts(reader: Reader, tag: str, before: int, limit: int) -> list[Tagged]:
    """Published posts with a tag below the id `before`, newest first."""
    rows = await reader.fetch(POSTS, tag, before, limit)
    return [Tagged(post_id=row["post_id"], author_id=row["author_id"]) for row in rows]


async def get_count(reader: Reader, tag: str) -> int:
    """How many published posts of public accounts have a tag, as of the last count."""
    return await reader.fetchval(COUNT, tag) or 0


async def list_suggested(reader: Reader, prefix: str, limit: int) -> list[Suggested]:
    """The most used public tags that begin with `prefix`; one whose witnesses are all gone is left out."""
    rows = await reader.fetch(BY_LENGTH.get(len(prefix), BY_RANGE), prefix, limit)
    return [Suggested(tag=row["tag"], posts=row["posts"], author_ids=row["authors"]) for row in rows if row["authors"]]


async def mark_changed_of(writer: Writer, author_ids: Sequence[int]) -> None:
    """Have the tags of these authors counted again."""
    await writer.execute(CHANGED_OF_AUTHORS, author_ids)


async def mark_changed_after(writer: Writer, after: str, limit: int) -> str | None:
    """Have the next `limit` tags above `after` counted again. Answers the last one, None at the end."""
    tags = [row["tag"] for row in await writer.fetch(CHANGED_AFTER, after, limit)]
    return max(tags, default=None)


async def count_changed(writer: Writer, limit: int) -> int:
    """Count the tags of the oldest `limit` changes again. Answers how many changes there were."""
    changes = await writer.fetch(TAKE_CHANGED, limit)
    if tags := sorted({row["tag"] for row in changes}):
        await writer.execute(RECOUNT, tags, limits.COUNTED, limits.NEWEST, limits.WITNESSES)
    return len(changes)
