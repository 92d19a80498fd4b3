"""Delete what nobody can use any more: sessions and codes long expired, windows of tries, mails done with, set-ups given up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from kit import clock
from kit.db import Writer
from kit.jobs import Job, JobContext
from user.domain import limits
from user.domain.repository import attempts, codes, mail, second_factors, sessions

CHUNK = 1_000

Purge = Callable[[Writer, datetime, int], Awaitable[int]]

# How long after its end each is kept: a session answers for a while where it was used from.
KEPT: tuple[tuple[Purge, timedelta], ...] = (
    (sessions.purge, limits.SESSION_LIFE * 2),
    (codes.purge, timedelta(days=7)),
    (attempts.purge, timedelta(hours=1)),
    (mail.purge, timedelta(days=7)),
    (second_factors.purge, limits.ENROLMENT_LIFE),
)


async def run(context: JobContext) -> None:
    """Delete in chunks until nothing is left to delete."""
    for purge, kept in KEPT:
        deleted = CHUNK
        while deleted == CHUNK:
            async with context.writer() as writer:
                deleted = await purge(writer, clock.now() - kept, CHUNK)


PURGE = Job("purge", run, every=limits.PURGE_EVERY)
