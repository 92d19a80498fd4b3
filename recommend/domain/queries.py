"""What is read: feeds and suggestions, as ids."""

from __future__ import annotations

from collections.abc import Sequence

from kit.db import Reader
from recommend.domain import limits, repository, rules
from recommend.domain.model import FeedItem, NewPosts, Suggestion


async def list_following_feed(reader: Reader, viewer: int, before: int, limit: int) -> list[FeedItem]:
    """Own posts and those of followed accounts below the id `before`, newest first."""
    return await repository.list_feed(reader, viewer, before=before, limit=limit, own=True)


async def get_new_posts(reader: Reader, viewer: int, since: int) -> NewPosts:
    """Posts of followed accounts above the id `since`, counted up to a limit. One's own are no news."""
    items = await repository.list_feed(reader, viewer, after=since, limit=limits.NEW_POSTS, own=False)
    return NewPosts(count=len(items), newest=items[0].post_id if items else None)


async def list_followers_among(reader: Reader, author_id: int, viewers: Sequence[int]) -> list[int]:
    """Those of `viewers` who follow the author and do not mute him; pending is not following."""
    return await repository.list_followers_among(reader, author_id, viewers)


async def list_suggestions(reader: Reader, viewer: int, limit: int) -> list[Suggestion]:
    """Accounts to follow, best first: never the viewer, nor whom they follow or asked to follow."""
    near = await repository.list_followed_by_followed(reader, viewer, limit)
    popular = await repository.list_popular(reader, viewer, limit) if len(near) < limit else []
    return rules.merge_suggestions(near, popular, limit)
