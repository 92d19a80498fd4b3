"""What is found under tags. Whether the viewer may see the authors is asked of `user` by whoever shows it."""

from __future__ import annotations

from content.domain import limits
from content.domain.entities import hashtag_prefix, normal_hashtag
from content.domain.model import Suggested, Tagged
from content.domain.repository import hashtags
from kit.db import Reader


async def list_posts_by_hashtag(reader: Reader, text: str, before: int, limit: int) -> list[Tagged]:
    """Published posts with a tag below the id `before`, newest first; none for what can be no tag."""
    tag = normal_hashtag(text)
    return await hashtags.list_posts(reader, tag, before, limit) if tag else []


async def get_hashtag_count(reader: Reader, text: str) -> int:
    """How many published posts of public accounts have a tag, counted up to `limits.COUNTED`, a moment ago."""
    tag = normal_hashtag(text)
    return await hashtags.get_count(reader, tag) if tag else 0


async def list_suggested_hashtags(reader: Reader, text: str) -> list[Suggested]:
    """Public tags that begin with `text`, most used first; whether the viewer may see one's authors, `user` decides."""
    prefix = hashtag_prefix(text)
    return await hashtags.list_suggested(reader, prefix, limits.SUGGESTED) if prefix else []
