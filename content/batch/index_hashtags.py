"""Bring the index of tags in line with the captions: it is made by this where there is none yet."""

from __future__ import annotations

from datetime import timedelta

from content.domain import commands
from kit.jobs import Job, JobContext

CHUNK = 200


async def index_hashtags(context: JobContext) -> None:
    """All posts, by ascending id."""
    after: int | None = 0
    while after is not None:
        async with context.writer() as writer:
            after = await commands.index_hashtags(writer, after, CHUNK)


INDEX_HASHTAGS = Job("index_hashtags", index_hashtags, every=timedelta(days=7))
