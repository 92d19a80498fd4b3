"""Deleting everything that somebody who is gone has published."""

from __future__ import annotations

import msgspec

from content.domain import limits
from content.domain.commands.posts import erase_post
from content.domain.repository import authors, posts
from kit.db import Writer
from kit.observability import record

ERASE = "erase_posts"


class ErasePosts(msgspec.Struct, frozen=True):
    """The posts of an author that are left, in whatever state."""

    author_id: int


async def erase_posts(writer: Writer, author_id: int) -> None:
    """Delete posts as their author would, a chunk at a time: the rest is left to the worker."""
    await authors.lock_authors(writer, [author_id])
    left = await posts.list_for_change(writer, author_id, limits.ERASE_CHUNK)
    for post in left:
        await erase_post(writer, post)
    if len(left) == limits.ERASE_CHUNK:
        await writer.enqueue("content", ERASE, ErasePosts(author_id))
    record("content", "posts_erased", account=author_id, posts=len(left))
