"""Count the tags that have changed: which are public, and how often they are used."""

from __future__ import annotations

from datetime import timedelta

from content.domain import commands
from kit.jobs import Job, JobContext

CHUNK = 500


async def count_hashtags(context: JobContext) -> None:
    """Everything there is to count. A tag that many use at once is counted once for all of them."""
    counted = CHUNK
    while counted == CHUNK:
        async with context.writer() as writer:
            counted = await commands.count_hashtags(writer, CHUNK)


COUNT_HASHTAGS = Job("count_hashtags", count_hashtags, every=timedelta(seconds=1))
