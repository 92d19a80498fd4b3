"""What is found under tags. Whether the viewer may see the authors is asked of `user` by whoever shows it."""

from __future__ import annotations

from content.domain import limits
from content.domain.entities import normal_hashtag
from content.domain.model import Tagged
from content.domain.repository import hashtags
from kit.db import Reader


async def list_posts_by_hashtag(reader: Reader, text: str, before: int, limit: int) -> list[Tagged]:
    """Published posts with a tag below the id `before`, newest first; none for what can be no tag."""
    tag = normal_hashtag(text)
    return await hashtags.list_posts(reader, tag, before, limit) if tag else []


async def count_posts_by_hashtag(reader: Reader, text: str) -> int:
    """How many published posts have a tag, counted up to `limits.COUNTED`."""
    tag = normal_hashtag(text)
    return await hashtags.count_posts(reader, tag, limits.COUNTED) if tag else 0
