"""Count every account's edges afresh; a total that was wrong is logged, for it should never be."""

from __future__ import annotations

from kit.jobs import Job, JobContext
from kit.observability import log
from user.domain import limits
from user.domain.repository import follows

CHUNK = 200


async def run(context: JobContext) -> None:
    """Go through all accounts, a chunk in each transaction."""
    last: int | None = 0
    while last is not None:
        async with context.writer() as writer:
            last, wrong = await follows.recount(writer, last, CHUNK)
        if wrong:
            log("user").error("follow_counts_were_wrong", accounts=wrong, up_to=last)


RECOUNT_FOLLOWS = Job("recount_follows", run, every=limits.RECOUNT_EVERY)
