"""What media-server decides, in the primary region. Every command may be repeated, in any order."""

from __future__ import annotations

import msgspec

from kit import observability
from kit.db import Writer
from kit.ids import new_id
from media_server.domain import repository
from media_server.domain.events import MediaDeleted, MediaReady
from media_server.domain.model import Media, MediaState, Registration
from media_server.domain.settings import SERVICE

COPY = "copy"


class CopyJob(msgspec.Struct, frozen=True):
    """Copy an item from its home to the primary region's store."""

    key: str


async def register_media(writer: Writer, media: Registration, *, used_by: str, event_id: int) -> None:
    """Keep a picture that `used_by` shows, and order its copy; deletes it when it is known not to be shown any more."""
    await repository.lock_key(writer, media.key)
    if await repository.insert_media(writer, media):
        await _begin(writer, media)
    await repository.add_use(writer, media.media_id, media.key, used_by, event_id)
    await _delete_unused(writer, media.key)


async def bury_orphans(writer: Writer, items: list[tuple[str, str]]) -> int:
    """Tombstones for (home, key) that nobody has registered; answers how many. Who registers one meanwhile keeps it.

    The object does not tell whose upload it was; a tombstone needs an id all the same.
    """
    buried = 0
    for home, key in sorted(items):
        await repository.lock_key(writer, key)
        media_id = new_id()
        if await repository.get_media(writer, key) is None and await repository.bury(writer, key, media_id, home):
            orphan = MediaDeleted(media_id=str(media_id), key=key, homes=[home])
            await writer.emit(orphan, actor=None, aggregate=("media", media_id, 1))
            buried += 1
    return buried


async def release_media(writer: Writer, media_ids: list[int], *, used_by: str, event_id: int) -> None:
    """`used_by` does not show these any more; delete those that nobody shows."""
    for key in await repository.end_uses(writer, sorted(media_ids), used_by, event_id):
        await _delete_unused(writer, key)


async def release_avatars(writer: Writer, *, used_by: str, event_id: int) -> None:
    """`used_by` shows no picture any more."""
    media_ids = await repository.list_avatar_media(writer, used_by)
    await release_media(writer, media_ids, used_by=used_by, event_id=event_id)


async def finish_copy(writer: Writer, key: str, *, region: str) -> bool:
    """The copy in `region` is there; False when the picture was deleted meanwhile, so that the copy must go again."""
    media = await repository.lock_media(writer, key)
    if media is None or media.state is MediaState.DELETED:
        return False
    if media.state is MediaState.REGISTERED:
        await repository.mark_ready(writer, key, region)
        ready = MediaReady(media_id=str(media.media_id), owner_id=str(media.owner_id), home=media.home)
        await writer.emit(ready, actor=media.owner_id, aggregate=("media", media.media_id, 1))
    return True


async def mark_swept(writer: Writer, region: str, after: str | None) -> None:
    """Remember how far the sweep of a region's store has come; None when it is over."""
    await repository.mark_swept(writer, region, after)


async def order_copies(writer: Writer, keys: list[str]) -> None:
    """Ask again for copies that never came."""
    for key in keys:
        await writer.enqueue(SERVICE, COPY, CopyJob(key))


async def _begin(writer: Writer, media: Registration) -> None:
    """Order the copy; when its event comes after all patience was over, the picture is gone already."""
    if not await repository.is_buried(writer, media.key):
        await writer.enqueue(SERVICE, COPY, CopyJob(media.key))
    elif (found := await repository.lock_media(writer, media.key)) is not None:
        await repository.mark_deleted(writer, found)
        observability.record(SERVICE, "registered_too_late", key=media.key)


async def _delete_unused(writer: Writer, key: str) -> None:
    media = await repository.lock_media(writer, key)
    if media is None or media.state is MediaState.DELETED or await repository.is_used(writer, key):
        return
    await repository.mark_deleted(writer, media)
    await writer.emit(_deleted(media), actor=media.owner_id, aggregate=("media", media.media_id, 2))


def _deleted(media: Media) -> MediaDeleted:
    return MediaDeleted(media_id=str(media.media_id), key=media.key, homes=[media.home])
