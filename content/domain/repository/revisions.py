"""What posts said before they were edited."""

from __future__ import annotations

import msgspec

from content.domain.model import Described, Post, Revision
from kit.db import Reader, Writer

_media = msgspec.json.Decoder(list[Described])
_encoder = msgspec.json.Encoder()

INSERT = "INSERT INTO post_revision (post_id, version, caption, media, written_at) VALUES ($1, $2, $3, $4, $5)"
COUNT = "SELECT count(*) FROM post_revision WHERE post_id = $1"
LIST = """
SELECT version, caption, media, written_at FROM post_revision
WHERE post_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3
"""
ERASE = "DELETE FROM post_revision WHERE post_id = $1"


async def insert_revision(writer: Writer, post: Post) -> None:
    """Keep what a post says until now."""
    media = [Described(media_id=one.media_id, alt=one.alt) for one in post.media]
    written_at = post.edited_at or post.created_at
    await writer.execute(INSERT, post.id, post.version, post.caption, _encoder.encode(media).decode(), written_at)


async def count_revisions(reader: Reader, post_id: int) -> int:
    """How often a post was edited."""
    count: int = await reader.fetchval(COUNT, post_id)
    return count


async def list_revisions(reader: Reader, post_id: int, before: int, limit: int) -> list[Revision]:
    """What a post said in versions below `before`, newest first."""
    return [
        Revision(
            version=row["version"],
            caption=row["caption"],
            media=_media.decode(row["media"]),
            written_at=row["written_at"],
        )
        for row in await reader.fetch(LIST, post_id, before, limit)
    ]


async def erase_revisions(writer: Writer, post_id: int) -> None:
    """Forget what a post ever said."""
    await writer.execute(ERASE, post_id)
