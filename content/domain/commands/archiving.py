"""Taking posts off one's profile, and putting them back."""

from __future__ import annotations

from msgspec.structs import replace

from content.domain import rules
from content.domain.errors import PostNotFound
from content.domain.events import PostArchived, PostUnarchived
from content.domain.model import Post, State
from content.domain.repository import authors, hashtags, posts
from content.domain.standing import get_standing
from kit.db import Writer
from kit.observability import record
from kit.rpc import Client


async def archive_post(writer: Writer, viewer: int, post_id: int) -> Post:
    """Let only the viewer see a post of theirs; once more changes nothing. Raises PostNotFound."""
    return await _move(writer, viewer, post_id, State.ARCHIVED)


async def unarchive_post(writer: Writer, viewer: int, post_id: int, *, rpc: Client) -> Post:
    """Show a post again; once more changes nothing. Raises PostNotFound, and what keeps the account from publishing."""
    rules.check_standing(await get_standing(rpc, viewer))
    return await _move(writer, viewer, post_id, State.PUBLISHED)


async def _move(writer: Writer, viewer: int, post_id: int, state: State) -> Post:
    # The author before the post, as whoever pins does: the other way round the two could wait for each other.
    await authors.lock_authors(writer, [viewer])
    post = await posts.get_for_change(writer, post_id, viewer)
    if post is None:
        raise PostNotFound
    if post.state is state:
        return post
    moved = replace(post, state=state, pinned=False, version=post.version + 1)
    await posts.update_state(writer, moved)
    await hashtags.set_hashtags(writer, post_id, viewer, rules.shown_hashtags(moved))
    published = state is State.PUBLISHED
    await authors.count_post(writer, viewer, 1 if published else -1)
    news = PostUnarchived if published else PostArchived
    event = news(post_id=str(post_id), author_id=str(viewer))
    await writer.emit(event, actor=viewer, aggregate=("post", post_id, moved.version))
    record("content", "post_unarchived" if published else "post_archived", account=viewer, post=post_id)
    return moved
