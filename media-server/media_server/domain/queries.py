"""What media-server reads."""

from __future__ import annotations

from datetime import datetime

from kit.db import Reader
from media_server.domain import repository
from media_server.domain.model import Media, Tombstone


async def list_tombstones(reader: Reader, after: datetime, key: str, limit: int) -> list[Tombstone]:
    """A page in order of time and key, after the given position."""
    return await repository.list_tombstones(reader, after, key, limit)


async def get_media(reader: Reader, key: str) -> Media | None:
    return await repository.get_media(reader, key)


async def list_uncopied(reader: Reader, before: datetime, limit: int) -> list[str]:
    return await repository.list_uncopied(reader, before, limit)


async def living_keys(reader: Reader, keys: list[str]) -> set[str]:
    return await repository.living_keys(reader, keys)


async def buried_keys(reader: Reader, keys: list[str]) -> set[str]:
    """Those of `keys` that have a tombstone."""
    return await repository.buried_keys(reader, keys)


async def swept_until(reader: Reader, region: str) -> str | None:
    return await repository.swept_until(reader, region)
