"""The index of tags, made afresh."""

from __future__ import annotations

from content.domain import rules
from content.domain.repository import hashtags, posts
from kit.db import Writer


async def index_hashtags(writer: Writer, after: int, limit: int) -> int | None:
    """Index the next `limit` posts above the id `after`, locked meanwhile. Answers the last one's id, None at the end."""
    found = await posts.lock_next(writer, after, limit)
    for post in found:
        await hashtags.set_hashtags(writer, post.id, post.author_id, rules.shown_hashtags(post))
    return found[-1].id if found else None


async def recount_hashtags(writer: Writer, after: str, limit: int) -> str | None:
    """Have the next `limit` tags above `after` counted afresh, soon. Answers the last one, None at the end."""
    return await hashtags.mark_changed_after(writer, after, limit)


async def count_hashtags(writer: Writer, limit: int) -> int:
    """Count the tags of the oldest `limit` changes. Answers how many changes there were."""
    return await hashtags.count_changed(writer, limit)
