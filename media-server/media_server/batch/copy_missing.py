"""Order again the copies that never came: a dead-lettered job, or one whose home was away for long."""

from __future__ import annotations

from datetime import timedelta

from kit import clock
from kit.jobs import JobContext
from media_server.domain import commands, queries

PATIENCE = timedelta(minutes=10)
PER_RUN = 500


async def copy_missing(context: JobContext) -> None:
    """Those that have waited longest first; the rest comes with the next run."""
    keys = await queries.list_uncopied(context.reader, clock.now() - PATIENCE, PER_RUN)
    if keys:
        async with context.writer() as writer:
            await commands.order_copies(writer, keys)
