"""Bring the numbers of posts in line with the posts, should they ever differ."""

from __future__ import annotations

from datetime import timedelta

from content.domain import commands
from content.domain.repository import authors
from kit.jobs import Job, JobContext

CHUNK = 500


async def recount_posts(context: JobContext) -> None:
    """All authors, by ascending id; only those who look wrong are locked and counted again."""
    after = 0
    while author_ids := await authors.list_authors(context.reader, after, CHUNK):
        if miscounted := await authors.list_miscounted(context.reader, author_ids):
            async with context.writer() as writer:
                await commands.recount_posts(writer, miscounted)
        after = author_ids[-1]


RECOUNT_POSTS = Job("recount_posts", recount_posts, every=timedelta(days=1))
