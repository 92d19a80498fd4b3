"""Erase the accounts whose owners asked for it and did not come back; whoever was interrupted is gone on with."""

from __future__ import annotations

from kit import clock
from kit.jobs import Job, JobContext
from kit.observability import log
from user.domain import limits
from user.domain.commands.erasures import STEPS, erase_account, finish_erasure
from user.domain.repository import erasures

PAGE = 100


async def run(context: JobContext) -> None:
    """Go through all that are due; one that fails is left for the next run and keeps nobody else waiting."""
    after = 0
    while due := await erasures.list_due(context.reader, clock.now(), after, PAGE):
        for account_id in due:
            try:
                await _erase(context, account_id)
            except Exception as error:  # the next run may succeed
                log("user").error("account_not_erased", account=account_id, exc_info=error)
        after = due[-1]


async def _erase(context: JobContext, account_id: int) -> None:
    async with context.writer() as writer:
        await erase_account(writer, account_id)
    for step in STEPS:
        done = limits.ERASE_CHUNK
        while done == limits.ERASE_CHUNK:
            async with context.writer() as writer:
                done = await step(writer, account_id, limits.ERASE_CHUNK)
    async with context.writer() as writer:
        await finish_erasure(writer, account_id)


ERASE_ACCOUNTS = Job("erase_accounts", run, every=limits.ERASE_EVERY)
