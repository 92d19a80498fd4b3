"""Bringing a picture's renditions from its home to the primary region."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from kit.db import Reader
from media_server.domain import queries
from media_server.domain.model import Media, MediaState, file_names
from media_server.domain.stores import Stores


class RenditionsMissing(Exception):
    """The home region has lost what its receipt vouches for."""


async def copy_media(reader: Reader, stores: Stores, key: str, finish: Callable[[str], Awaitable[bool]]) -> None:
    """Copy an item into our own store and call `finish`; when that says no, the picture was deleted: take it away again.

    Raises Unavailable while a store is away, RenditionsMissing when there is nothing to copy.
    """
    media = await queries.get_media(reader, key)
    if media is None or media.state is not MediaState.REGISTERED:
        return
    if media.home != stores.region:
        await _bring(stores, media)
    if not await finish(key):
        await stores.delete(stores.region, media.home, key)


async def _bring(stores: Stores, media: Media) -> None:
    names = file_names(media.widths)
    try:
        files = await stores.fetch(media.home, media.home, media.key, names)
    except FileNotFoundError as error:
        raise RenditionsMissing(media.key) from error
    await stores.put(media.home, media.key, files)
