"""Posts and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg
import msgspec

from content.domain.errors import MediaUsed
from content.domain.model import GridPlace, Picture, Post, PostRecord, Rendition, State
from kit.db import Reader, Writer

if TYPE_CHECKING:
    from asyncpg import Record

_renditions = msgspec.json.Decoder(list[Rendition])
_encoder = msgspec.json.Encoder()

SELECT_POST = (
    "SELECT id, author_id, caption, state, version, created_at, edited_at, pinned_at IS NOT NULL AS pinned, mentioned"
)
POSTS = f"{SELECT_POST} FROM post WHERE id = ANY($1::bigint[])"
POST_FOR_CHANGE = f"{SELECT_POST} FROM post WHERE id = $1 AND author_id = $2 AND state <> 'deleted' FOR UPDATE"
LIVING_FOR_CHANGE = f"""{SELECT_POST} FROM post
WHERE author_id = $1 AND state <> 'deleted' ORDER BY id DESC LIMIT $2 FOR UPDATE
"""
IS_DELETED = "SELECT EXISTS (SELECT FROM post WHERE id = $1 AND author_id = $2 AND state = 'deleted')"
# Pins first, in the order given, then everything else by age.
GRID = f"""({SELECT_POST}, place FROM unnest($2::bigint[]) WITH ORDINALITY AS pin (post_id, place)
JOIN post ON id = post_id WHERE author_id = $1 AND state = 'published')
UNION ALL ({SELECT_POST}, NULL AS place FROM post
WHERE author_id = $1 AND id < $3 AND id <> ALL($4::bigint[]) AND state = 'published' ORDER BY id DESC LIMIT $5)
ORDER BY place, id DESC LIMIT $5
"""
PINS = "SELECT id FROM post WHERE author_id = $1 AND pinned_at IS NOT NULL ORDER BY pinned_at DESC, id DESC"
PIN = "UPDATE post SET pinned_at = $2 WHERE id = $1"
ARCHIVED = f"""{SELECT_POST} FROM post
WHERE author_id = $1 AND id < $2 AND state = 'archived' ORDER BY id DESC LIMIT $3
"""
NEXT = f"{SELECT_POST} FROM post WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE"
MEDIA = """
SELECT post_id, media_id, home, key, width, height, blur, renditions, alt FROM post_media
WHERE post_id = ANY($1::bigint[]) ORDER BY post_id, position
"""
POST_OF_MEDIA = """
SELECT post_id FROM post_media JOIN post ON post.id = post_id WHERE media_id = $1 AND author_id = $2
"""
INSERT_POST = """
INSERT INTO post (id, author_id, caption, state, version, created_at, mentioned) VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
INSERT_MEDIA = """
INSERT INTO post_media (post_id, position, media_id, home, key, width, height, blur, renditions, alt)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
UPDATE_POST = "UPDATE post SET caption = $2, version = $3, edited_at = $4, mentioned = $5 WHERE id = $1"
UPDATE_STATE = """
UPDATE post SET state = $2, version = $3, pinned_at = NULL WHERE id = $1
"""
# The key of (post, position) is deferrable: it is checked when all pictures have their new place.
UPDATE_MEDIA = """
UPDATE post_media SET position = wanted.place - 1, alt = wanted.alt
FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (media_id, alt, place)
WHERE post_id = $1 AND post_media.media_id = wanted.media_id
"""
# Text and placeholders go at once; the ids stay, so that an upload cannot be used again.
ERASE_POST = """
UPDATE post SET state = 'deleted', caption = '', mentioned = '{}', pinned_at = NULL, version = version + 1
WHERE id = $1 RETURNING version
"""
ERASE_MEDIA = "UPDATE post_media SET alt = '', blur = '' WHERE post_id = $1"

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


async def list_grid(reader: Reader, author_id: int, place: GridPlace, limit: int) -> list[Post]:
    """Published posts of an author from `place` on: what is left of the pins, then the others, newest first."""
    pins = place.pins[place.shown :]
    return await with_media(reader, await reader.fetch(GRID, author_id, pins, place.before, place.pins, limit))


async def list_pins(reader: Reader, author_id: int) -> list[int]:
    """Ids of the pinned posts of an author, latest pinned first."""
    return [row["id"] for row in await reader.fetch(PINS, author_id)]


async def pin(writer: Writer, post_id: int, pinned_at: datetime | None) -> None:
    """Pin a post, or with None unpin it."""
    await writer.execute(PIN, post_id, pinned_at)


async def list_archived(reader: Reader, author_id: int, before: int, limit: int) -> list[Post]:
    """Archived posts of an author below `before`, newest first."""
    return await with_media(reader, await reader.fetch(ARCHIVED, author_id, before, limit))


async def get_for_change(writer: Writer, post_id: int, author_id: int) -> Post | None:
    """An author's post, locked; None for one that is deleted."""
    posts = await with_media(writer, await writer.fetch(POST_FOR_CHANGE, post_id, author_id))
    return posts[0] if posts else None


async def lock_next(writer: Writer, after: int, limit: int) -> list[Post]:
    """The posts that follow the id `after`, in every state, locked, without their pictures."""
    return [_post(row, []) for row in await writer.fetch(NEXT, after, limit)]


async def list_for_change(writer: Writer, author_id: int, limit: int) -> list[Post]:
    """The newest posts of an author that are not deleted, locked."""
    return await with_media(writer, await writer.fetch(LIVING_FOR_CHANGE, author_id, limit))


async def is_deleted(reader: Reader, post_id: int, author_id: int) -> bool:
    """Whether the author had such a post."""
    return bool(await reader.fetchval(IS_DELETED, post_id, author_id))


async def get_post_of_media(reader: Reader, media_id: int, author_id: int) -> int | None:
    """Id of the author's post that shows this upload."""
    found: int | None = await reader.fetchval(POST_OF_MEDIA, media_id, author_id)
    return found


async def insert_post(writer: Writer, post: Post) -> None:
    """Store a post with its pictures. Raises MediaUsed."""
    values = (post.id, post.author_id, post.caption, post.state, post.version, post.created_at, post.mentioned)
    await writer.execute(INSERT_POST, *values)
    rows = [_media_row(post.id, position, picture) for position, picture in enumerate(post.media)]
    try:
        await writer.executemany(INSERT_MEDIA, rows)
    except asyncpg.UniqueViolationError as error:
        raise MediaUsed from error


async def update_post(writer: Writer, post: Post) -> None:
    """Store what an edited post says now."""
    await writer.execute(UPDATE_POST, post.id, post.caption, post.version, post.edited_at, post.mentioned)
    media_ids, alts = [one.media_id for one in post.media], [one.alt for one in post.media]
    await writer.execute(UPDATE_MEDIA, post.id, media_ids, alts)


async def update_state(writer: Writer, post: Post) -> None:
    """Store which state a post is in now."""
    await writer.execute(UPDATE_STATE, post.id, post.state, post.version)


async def erase_post(writer: Writer, post_id: int) -> int:
    """Leave a tombstone. Answers its version."""
    version: int = await writer.fetchval(ERASE_POST, post_id)
    await writer.execute(ERASE_MEDIA, post_id)
    return version


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
        edited_at=row["edited_at"],
        pinned=row["pinned"],
        mentioned=row["mentioned"],
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
