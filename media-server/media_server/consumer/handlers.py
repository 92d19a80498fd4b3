"""Events of other services, brought into our tables."""

from __future__ import annotations

from kit.db import Writer
from kit.events import Envelope
from kit.jobs import JobContext
from media_server.consumer.payloads import AccountDeleted, AvatarChanged, PostCreated, PostDeleted
from media_server.domain import commands
from media_server.domain.commands import CopyJob
from media_server.domain.copying import copy_media
from media_server.domain.model import Registration
from media_server.domain.receipts import read_claims


async def on_post_created(writer: Writer, event: Envelope[PostCreated]) -> None:
    """Keep the pictures of a post."""
    post = event.payload
    for text in post.media:
        receipt = read_claims(text)
        media = Registration(
            media_id=int(receipt.media_id),
            owner_id=int(receipt.owner_id),
            home=receipt.home,
            key=receipt.key,
            kind=receipt.kind,
            width=receipt.width,
            height=receipt.height,
            widths=[rendition.width for rendition in receipt.renditions],
            digest=receipt.digest,
        )
        await commands.register_media(writer, media, used_by=_post(post.post_id), event_id=int(event.id))


async def on_post_deleted(writer: Writer, event: Envelope[PostDeleted]) -> None:
    """Delete the pictures of a post."""
    post = event.payload
    media_ids = [int(media_id) for media_id in post.media_ids]
    await commands.release_media(writer, media_ids, used_by=_post(post.post_id), event_id=int(event.id))


async def on_avatar_changed(writer: Writer, event: Envelope[AvatarChanged]) -> None:
    """Keep an account's new picture, delete the one before."""
    change = event.payload
    used_by, event_id = _avatar(change.account_id), int(event.id)
    if change.receipt is not None:
        avatar = change.receipt
        media = Registration(
            media_id=int(avatar.media_id),
            owner_id=int(change.account_id),
            home=avatar.home,
            key=avatar.key,
            kind="avatar",
            width=avatar.width,
            height=avatar.height,
            widths=[rendition.width for rendition in avatar.renditions],
            digest=None,
        )
        await commands.register_media(writer, media, used_by=used_by, event_id=event_id)
    if change.previous_media_id is not None:
        await commands.release_media(writer, [int(change.previous_media_id)], used_by=used_by, event_id=event_id)


async def on_account_deleted(writer: Writer, event: Envelope[AccountDeleted]) -> None:
    """Delete an account's picture; its posts tell of theirs."""
    await commands.release_avatars(writer, used_by=_avatar(event.payload.account_id), event_id=int(event.id))


async def on_copy(context: JobContext, job: CopyJob) -> None:
    """Bring a picture to the primary region."""
    stores = context.state["stores"]

    async def finish(key: str) -> bool:
        async with context.writer() as writer:
            return await commands.finish_copy(writer, key, region=stores.region)

    await copy_media(context.reader, stores, job.key, finish)


def _post(post_id: str) -> str:
    return f"post:{post_id}"


def _avatar(account_id: str) -> str:
    return f"avatar:{account_id}"
