"""The S3 stores of all regions as this region reaches them: its own directly, the others through the relay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from obstore.exceptions import BaseError
from obstore.store import S3Store

from kit.errors import Unavailable
from media_server.domain.settings import MediaSettings

MEDIA = "media"
ORIGINALS = "originals"

_CONTENT_TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}
_AT_ONCE = 4
_PAGE = 1_000
_DEADLINE = 8.0


class StoredObject(NamedTuple):
    """`path` is `<home>/<key>/<file>`."""

    path: str
    modified: datetime


class Stores:
    """Object stores by region. Methods raise Unavailable when a store does not answer."""

    def __init__(self, settings: MediaSettings, region: str) -> None:
        self.region = region
        self._media = {name: _open(settings, url, MEDIA) for name, url in settings.stores.items()}
        self._originals = {name: _open(settings, url, ORIGINALS) for name, url in settings.stores.items()}

    @property
    def regions(self) -> list[str]:
        return list(self._media)

    async def put(self, home: str, key: str, files: dict[str, bytes]) -> None:
        """Write renditions of an item into this region's store."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(name: str, data: bytes) -> None:
            kind = _CONTENT_TYPES[name.rpartition(".")[2]]
            async with places:
                await self._media[self.region].put_async(
                    f"{home}/{key}/{name}", data, attributes={"Content-Type": kind}, use_multipart=False
                )

        await _together([one(name, data) for name, data in files.items()])

    async def put_original(self, home: str, key: str, data: bytes) -> None:
        try:
            await self._originals[self.region].put_async(f"{home}/{key}", data, use_multipart=False)
        except BaseError as error:
            raise Unavailable from error

    async def fetch(self, region: str, home: str, key: str, names: Iterable[str]) -> dict[str, bytes]:
        """Read files of an item from a region's store. Raises FileNotFoundError when one is not there."""
        files: dict[str, bytes] = {}

        async def one(name: str) -> None:
            found = await self._media[region].get_async(f"{home}/{key}/{name}")
            files[name] = bytes(await found.bytes_async())

        await _together([one(name) for name in names])
        return files

    async def delete(self, region: str, home: str, key: str) -> int:
        """Delete an item, with its original, from a region's store; answers how many renditions went."""
        store = self._media[region]
        try:
            async with asyncio.timeout(_DEADLINE):
                listed = await store.list(f"{home}/{key}/").collect_async()
                paths = [item["path"] for item in listed]
                for path in paths:
                    await store.delete_async(path)
                await _forget(self._originals[region], f"{home}/{key}")
        except (BaseError, TimeoutError) as error:
            raise Unavailable from error
        return len(paths)

    async def walk(self, region: str, after: str | None = None) -> AsyncIterator[list[StoredObject]]:
        """Every object of a region's store in pages, in order of path, beginning after `after`."""
        stream = self._media[region].list(offset=after, chunk_size=_PAGE)
        try:
            async for page in stream:
                yield [StoredObject(item["path"], item["last_modified"]) for item in page]
        except BaseError as error:
            raise Unavailable from error


def _open(settings: MediaSettings, url: str, bucket: str) -> S3Store:
    return S3Store(
        bucket,
        endpoint=url,
        region="us-east-1",
        access_key_id=settings.s3_access_key,
        secret_access_key=settings.s3_secret_key,
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": True,
            "connect_timeout": timedelta(seconds=2),
            "timeout": timedelta(seconds=_DEADLINE),
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=_DEADLINE)},
    )


async def _forget(store: S3Store, path: str) -> None:
    try:
        await store.delete_async(path)
    except FileNotFoundError:
        return


async def _together(work: list[Coroutine[Any, Any, None]]) -> None:
    try:
        await asyncio.gather(*work)
    except BaseError as error:
        raise Unavailable from error
