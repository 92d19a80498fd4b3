"""The only file with SQL."""

from __future__ import annotations

from datetime import datetime

from kit.db import Reader, Writer
from media_server.domain.model import Media, MediaState, Registration, Tombstone

_MEDIA = "media_id, owner_id, home, key, widths, state"


async def insert_media(writer: Writer, media: Registration) -> bool:
    """Answers whether the picture was new."""
    return bool(
        await writer.fetchval(
            """INSERT INTO media (key, media_id, owner_id, home, kind, width, height, widths, digest)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (key) DO NOTHING RETURNING true""",
            media.key,
            media.media_id,
            media.owner_id,
            media.home,
            media.kind,
            media.width,
            media.height,
            media.widths,
            media.digest,
        )
    )


async def add_use(writer: Writer, media_id: int, key: str, used_by: str, event_id: int) -> None:
    """Somebody shows the picture, unless a later event has said otherwise already."""
    await writer.execute(
        """INSERT INTO media_use (media_id, used_by, key, active, changed_by) VALUES ($1, $2, $3, true, $4)
           ON CONFLICT (media_id, used_by) DO UPDATE
               SET key = excluded.key,
                   active = CASE WHEN excluded.changed_by > media_use.changed_by THEN true ELSE media_use.active END,
                   changed_by = greatest(excluded.changed_by, media_use.changed_by)""",
        media_id,
        used_by,
        key,
        event_id,
    )


async def end_uses(writer: Writer, media_ids: list[int], used_by: str, event_id: int) -> list[str]:
    """Nobody shows these any more as `used_by`; also remembered for pictures that are not known yet. Answers known keys."""
    rows = await writer.fetch(
        """INSERT INTO media_use (media_id, used_by, active, changed_by)
           SELECT id, $2, false, $3 FROM unnest($1::bigint[]) AS id ORDER BY id
           ON CONFLICT (media_id, used_by) DO UPDATE SET active = false, changed_by = excluded.changed_by
               WHERE excluded.changed_by > media_use.changed_by
           RETURNING key""",
        media_ids,
        used_by,
        event_id,
    )
    return [row["key"] for row in rows if row["key"] is not None]


async def lock_key(writer: Writer, key: str) -> None:
    """Registering a key and burying it wait for each other, though neither has a row yet."""
    await writer.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)


async def bury(writer: Writer, key: str, media_id: int, home: str) -> bool:
    """A tombstone for what nobody registered; answers whether it is new."""
    return bool(
        await writer.fetchval(
            "INSERT INTO tombstone (key, media_id, home) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING true",
            key,
            media_id,
            home,
        )
    )


async def is_buried(reader: Reader, key: str) -> bool:
    return bool(await reader.fetchval("SELECT EXISTS (SELECT FROM tombstone WHERE key = $1)", key))


async def buried_keys(reader: Reader, keys: list[str]) -> set[str]:
    rows = await reader.fetch("SELECT key FROM tombstone WHERE key = ANY($1)", keys)
    return {row["key"] for row in rows}


async def swept_until(reader: Reader, region: str) -> str | None:
    """Path of the last object that an unfinished sweep has looked at."""
    found: str | None = await reader.fetchval("SELECT after FROM sweep WHERE region = $1", region)
    return found


async def mark_swept(writer: Writer, region: str, after: str | None) -> None:
    """None when the sweep of that region's store is over."""
    if after is None:
        await writer.execute("DELETE FROM sweep WHERE region = $1", region)
        return
    await writer.execute(
        "INSERT INTO sweep (region, after) VALUES ($1, $2) ON CONFLICT (region) DO UPDATE SET after = excluded.after",
        region,
        after,
    )


async def lock_media(writer: Writer, key: str) -> Media | None:
    """The picture, held until the end of the transaction."""
    row = await writer.fetchrow(f"SELECT {_MEDIA} FROM media WHERE key = $1 FOR UPDATE", key)  # noqa: S608
    return None if row is None else Media(**dict(row) | {"state": MediaState(row["state"])})


async def get_media(reader: Reader, key: str) -> Media | None:
    row = await reader.fetchrow(f"SELECT {_MEDIA} FROM media WHERE key = $1", key)  # noqa: S608
    return None if row is None else Media(**dict(row) | {"state": MediaState(row["state"])})


async def is_used(writer: Writer, key: str) -> bool:
    return bool(await writer.fetchval("SELECT EXISTS (SELECT FROM media_use WHERE key = $1 AND active)", key))


async def mark_ready(writer: Writer, key: str, region: str) -> None:
    await writer.execute(
        "INSERT INTO media_copy (key, region) VALUES ($1, $2) ON CONFLICT (key, region) DO NOTHING", key, region
    )
    await writer.execute("UPDATE media SET state = 'ready', ready_at = now() WHERE key = $1", key)


async def mark_deleted(writer: Writer, media: Media) -> None:
    await writer.execute("UPDATE media SET state = 'deleted', deleted_at = now() WHERE key = $1", media.key)
    await writer.execute("DELETE FROM media_copy WHERE key = $1", media.key)
    await writer.execute(
        """INSERT INTO tombstone (key, media_id, home) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING""",
        media.key,
        media.media_id,
        media.home,
    )


async def list_tombstones(reader: Reader, after: datetime, key: str, limit: int) -> list[Tombstone]:
    rows = await reader.fetch(
        """SELECT key, home, media_id, deleted_at FROM tombstone
           WHERE (deleted_at, key) > ($1, $2) ORDER BY deleted_at, key LIMIT $3""",
        after,
        key,
        limit,
    )
    return [Tombstone(**dict(row)) for row in rows]


async def list_uncopied(reader: Reader, before: datetime, limit: int) -> list[str]:
    """Keys of pictures registered before `before` whose copy is not in the primary region."""
    rows = await reader.fetch(
        "SELECT key FROM media WHERE state = 'registered' AND registered_at < $1 ORDER BY registered_at LIMIT $2",
        before,
        limit,
    )
    return [row["key"] for row in rows]


async def living_keys(reader: Reader, keys: list[str]) -> set[str]:
    """Those of `keys` that are registered and not deleted."""
    rows = await reader.fetch("SELECT key FROM media WHERE key = ANY($1) AND state <> 'deleted'", keys)
    return {row["key"] for row in rows}


async def list_avatar_media(reader: Reader, used_by: str) -> list[int]:
    rows = await reader.fetch("SELECT media_id FROM media_use WHERE used_by = $1 AND active LIMIT 100", used_by)
    return [row["media_id"] for row in rows]
