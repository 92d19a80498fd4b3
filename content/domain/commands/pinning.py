"""Keeping posts at the top of one's profile."""

from __future__ import annotations

from msgspec.structs import replace

from content.domain import rules
from content.domain.errors import PostNotFound
from content.domain.model import Post
from content.domain.repository import authors, posts
from kit import clock
from kit.db import Writer
from kit.observability import record


async def pin_post(writer: Writer, viewer: int, post_id: int) -> Post:
    """Pin the viewer's post, before those that are pinned already; once more changes nothing.

    Raises PostNotFound, PostArchived, PinLimit. The author is locked, so that the limit cannot be raced.
    """
    await authors.lock_authors(writer, [viewer])
    post = await posts.get_for_change(writer, post_id, viewer)
    if post is None:
        raise PostNotFound
    if post.pinned:
        return post
    rules.check_pin(post, await posts.list_pins(writer, viewer))
    await posts.pin(writer, post_id, clock.now())
    record("content", "post_pinned", account=viewer, post=post_id)
    return replace(post, pinned=True)


async def unpin_post(writer: Writer, viewer: int, post_id: int) -> Post:
    """Unpin the viewer's post; once more changes nothing. Raises PostNotFound."""
    post = await posts.get_for_change(writer, post_id, viewer)
    if post is None:
        raise PostNotFound
    await posts.pin(writer, post_id, None)
    return replace(post, pinned=False)
