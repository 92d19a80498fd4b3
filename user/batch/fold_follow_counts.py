"""Add the changes of follow counts to the totals, so that few are left to be summed by readers."""

from __future__ import annotations

from kit.jobs import Job, JobContext
from user.domain import limits
from user.domain.repository import follows

CHUNK = 1_000


async def run(context: JobContext) -> None:
    """Fold everything there is."""
    folded = CHUNK
    while folded == CHUNK:
        async with context.writer() as writer:
            folded = await follows.fold(writer, CHUNK)


FOLD_FOLLOW_COUNTS = Job("fold_follow_counts", run, every=limits.FOLD_EVERY)
