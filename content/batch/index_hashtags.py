"""Bring the index of tags in line with the captions, and their counts: both are made by this where there are none yet."""

from __future__ import annotations

from datetime import timedelta

from content.domain import commands
from kit.jobs import Job, JobContext

CHUNK = 200


async def index_hashtags(context: JobContext) -> None:
    """All posts, by ascending id, then all tags."""
    after: int | None = 0
    while after is not None:
        async with context.writer() as writer:
            after = await commands.index_hashtags(writer, after, CHUNK)
    tag: str | None = ""
    while tag is not None:
        async with context.writer() as writer:
            tag = await commands.recount_hashtags(writer, tag, CHUNK)


INDEX_HASHTAGS = Job("index_hashtags", index_hashtags, every=timedelta(days=7))
