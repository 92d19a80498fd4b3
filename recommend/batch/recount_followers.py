"""Bring the numbers of followers in line with the edges, should they ever differ."""

from __future__ import annotations

from datetime import timedelta

from kit.jobs import Job, JobContext
from recommend.domain import commands, repository

CHUNK = 500


async def recount_followers(context: JobContext) -> None:
    """All accounts, by ascending id; only those that look wrong are locked and counted again."""
    after = 0
    while account_ids := await repository.list_accounts(context.reader, after, CHUNK):
        if miscounted := await repository.list_miscounted(context.reader, account_ids):
            async with context.writer() as writer:
                await commands.recount_followers(writer, miscounted)
        after = account_ids[-1]


RECOUNT_FOLLOWERS = Job("recount_followers", recount_followers, every=timedelta(days=1))
