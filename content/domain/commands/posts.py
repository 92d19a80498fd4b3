"""Publishing and deleting."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from content.domain import limits, rules
from content.domain.errors import PostNotFound
from content.domain.events import PostCreated, PostDeleted
from content.domain.mentions import get_mentioned
from content.domain.model import Draft, Post, State
from content.domain.receipts import read_receipts
from content.domain.repository import authors, hashtags, posts, revisions
from content.domain.standing import get_standing
from kit import clock
from kit.auth import Verifier
from kit.db import Writer
from kit.ids import id_at, new_id
from kit.rpc import Client

DAY = timedelta(days=1)


async def create_post(
    writer: Writer, viewer: int, draft: Draft, *, rpc: Client, verifier: Verifier, multiplier: float = 1.0
) -> Post:
    """Publish a draft of the viewer's. Raises what is wrong with the draft or with the account.

    `user` is asked while no transaction is open; then the author is locked before anything is read, so that neither
    the daily limit nor the number of posts can be raced.
    """
    tidied = rules.tidy(draft)
    rules.check_standing(await get_standing(rpc, viewer))
    tidied = replace(tidied, mentioned=await get_mentioned(rpc, viewer, tidied.caption))
    await authors.lock_authors(writer, [viewer])
    await _check_daily_limit(writer, viewer, multiplier)
    return await _publish(writer, viewer, tidied, verifier)


async def import_post(
    writer: Writer, author_id: int, draft: Draft, *, created_at: datetime, verifier: Verifier
) -> Post | None:
    """Publish a draft as of `created_at`, past the limits; None when its first picture is in a post already."""
    await authors.lock_authors(writer, [author_id])
    tidied = rules.tidy(draft)
    with clock.at(created_at):
        pictures = read_receipts(verifier, tidied.media[:1], author_id)
        if await posts.get_post_of_media(writer, pictures[0].media_id, author_id) is not None:
            return None
        return await _publish(writer, author_id, tidied, verifier)


async def delete_post(writer: Writer, viewer: int, post_id: int) -> None:
    """Delete the viewer's post; once more changes nothing. Raises PostNotFound.

    The author is locked before the post, as whoever pins does: the other way round the two could wait for each other.
    """
    await authors.lock_authors(writer, [viewer])
    post = await posts.get_for_change(writer, post_id, viewer)
    if post is None:
        if await posts.is_deleted(writer, post_id, viewer):
            return
        raise PostNotFound
    await erase_post(writer, post)


async def erase_post(writer: Writer, post: Post) -> None:
    """Leave a tombstone of a locked post whose author is locked, and tell of it."""
    version = await posts.erase_post(writer, post.id)
    await revisions.erase_revisions(writer, post.id)
    await hashtags.set_hashtags(writer, post.id, post.author_id, [])
    if post.state is State.PUBLISHED:
        await authors.count_post(writer, post.author_id, -1)
    media_ids = [str(picture.media_id) for picture in post.media]
    event = PostDeleted(post_id=str(post.id), author_id=str(post.author_id), media_ids=media_ids)
    await writer.emit(event, actor=post.author_id, aggregate=("post", post.id, version))


async def _check_daily_limit(writer: Writer, author_id: int, multiplier: float) -> None:
    now = clock.now()
    most = max(1, int(limits.POSTS_A_DAY * multiplier))
    recent = await authors.list_recent_times(writer, author_id, id_at(now - DAY), most)
    rules.check_daily_limit(recent, now, most)


async def _publish(writer: Writer, author_id: int, draft: Draft, verifier: Verifier) -> Post:
    pictures = read_receipts(verifier, draft.media, author_id)
    rules.check_distinct(pictures)
    post = Post(
        id=new_id(),
        author_id=author_id,
        caption=draft.caption,
        state=State.PUBLISHED,
        version=1,
        created_at=clock.now(),
        mentioned=draft.mentioned,
        media=pictures,
    )
    await posts.insert_post(writer, post)
    await hashtags.set_hashtags(writer, post.id, author_id, rules.shown_hashtags(post))
    await authors.count_post(writer, author_id, 1)
    await writer.emit(
        PostCreated(
            post_id=str(post.id),
            author_id=str(author_id),
            created_at=post.created_at,
            media=[upload.receipt for upload in draft.media],
            mentioned=[str(account_id) for account_id in post.mentioned],
        ),
        actor=author_id,
        aggregate=("post", post.id, post.version),
    )
    return post
