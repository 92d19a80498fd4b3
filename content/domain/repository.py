"""All SQL of the content service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg
import msgspec

from content.domain.errors import MediaUsed
from content.domain.model import Picture, Post, PostRecord, Rendition, State
from kit.db import Reader, Writer

if TYPE_CHECKING:
    from asyncpg import Record

_renditions = msgspec.json.Decoder(list[Rendition])
_encoder = msgspec.json.Encoder()

POSTS = "SELECT id, author_id, caption, state, version, created_at FROM post WHERE id = ANY($1::bigint[])"
POST_FOR_CHANGE = """
SELECT id, author_id, caption, state, version, created_at FROM post WHERE id = $1 AND author_id = $2 FOR UPDATE
"""
POSTS_BY_AUTHOR = """
SELECT id, author_id, caption, state, version, created_at FROM post
WHERE author_id = $1 AND id < $2 AND state = 'published' ORDER BY id DESC LIMIT $3
"""
MEDIA = """
SELECT post_id, media_id, home, key, width, height, blur, renditions, alt FROM post_media
WHERE post_id = ANY($1::bigint[]) ORDER BY post_id, position
"""
MEDIA_IDS = "SELECT media_id FROM post_media WHERE post_id = $1 ORDER BY position"
POST_OF_MEDIA = """
SELECT post_id FROM post_media JOIN post ON post.id = post_id WHERE media_id = $1 AND author_id = $2
"""
INSERT_POST = """
INSERT INTO post (id, author_id, caption, state, version, created_at) VALUES ($1, $2, $3, $4, $5, $6)
"""
INSERT_MEDIA = """
INSERT INTO post_media (post_id, position, media_id, home, key, width, height, blur, renditions, alt)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
# The text goes at once; the ids stay, so that an upload cannot be used again.
ERASE_POST = "UPDATE post SET state = 'deleted', caption = '', version = version + 1 WHERE id = $1 RETURNING version"
ERASE_ALT = "UPDATE post_media SET alt = '' WHERE post_id = $1 AND alt <> ''"

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
RECORDS_AFTER = "SELECT id, author_id, created_at, state, version FROM post WHERE id > $1 ORDER BY id LIMIT $2"


async def get_rows(reader: Reader, ids: Sequence[int]) -> list[Record]:
    """Rows of `post`, in no order; `with_media` makes posts of them."""
    return await reader.fetch(POSTS, ids)


async def with_media(reader: Reader, rows: Sequence[Record]) -> list[Post]:
    """Posts made of rows of `post` and their pictures, in the order of the rows."""
    if not rows:
        return []
    pictures: dict[int, list[Picture]] = {row["id"]: [] for row in rows}
    for row in await reader.fetch(MEDIA, list(pictures)):
        pictures[row["post_id"]].append(_picture(row))
    return [_post(row, pictures[row["id"]]) for row in rows]


async def list_by_author(reader: Reader, author_id: int, before: int, limit: int) -> list[Post]:
    """Published posts of an author below `before`, newest first."""
    return await with_media(reader, await reader.fetch(POSTS_BY_AUTHOR, author_id, before, limit))


async def get_for_change(writer: Writer, post_id: int, author_id: int) -> Post | None:
    """An author's post, locked, without its pictures."""
    row = await writer.fetchrow(POST_FOR_CHANGE, post_id, author_id)
    return _post(row, []) if row else None


async def get_post_of_media(reader: Reader, media_id: int, author_id: int) -> int | None:
    """Id of the author's post that shows this upload."""
    found: int | None = await reader.fetchval(POST_OF_MEDIA, media_id, author_id)
    return found


async def insert_post(writer: Writer, post: Post) -> None:
    """Store a post with its pictures. Raises MediaUsed."""
    await writer.execute(INSERT_POST, post.id, post.author_id, post.caption, post.state, post.version, post.created_at)
    rows = [_media_row(post.id, position, picture) for position, picture in enumerate(post.media)]
    try:
        await writer.executemany(INSERT_MEDIA, rows)
    except asyncpg.UniqueViolationError as error:
        raise MediaUsed from error


async def erase_post(writer: Writer, post_id: int) -> tuple[int, list[int]]:
    """Leave a tombstone. Answers its version and the ids of its uploads."""
    version: int = await writer.fetchval(ERASE_POST, post_id)
    await writer.execute(ERASE_ALT, post_id)
    return version, [row["media_id"] for row in await writer.fetch(MEDIA_IDS, post_id)]


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


async def list_records(reader: Reader, after: int, limit: int) -> list[PostRecord]:
    """Posts in every state above `after`, by id."""
    rows = await reader.fetch(RECORDS_AFTER, after, limit)
    return [
        PostRecord(
            id=row["id"],
            author_id=row["author_id"],
            created_at=row["created_at"],
            state=State(row["state"]),
            version=row["version"],
        )
        for row in rows
    ]


def _post(row: Record, media: list[Picture]) -> Post:
    return Post(
        id=row["id"],
        author_id=row["author_id"],
        caption=row["caption"],
        state=State(row["state"]),
        version=row["version"],
        created_at=row["created_at"],
        media=media,
    )


def _picture(row: Record) -> Picture:
    return Picture(
        media_id=row["media_id"],
        home=row["home"],
        key=row["key"],
        width=row["width"],
        height=row["height"],
        blur=row["blur"],
        renditions=_renditions.decode(row["renditions"]),
        alt=row["alt"],
    )


def _media_row(post_id: int, position: int, picture: Picture) -> tuple[object, ...]:
    return (
        post_id,
        position,
        picture.media_id,
        picture.home,
        picture.key,
        picture.width,
        picture.height,
        picture.blur,
        _encoder.encode(picture.renditions).decode(),
        picture.alt,
    )
