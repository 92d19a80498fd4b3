"""Work that a request has left over."""

from __future__ import annotations

from kit.jobs import JobContext
from user.domain import commands
from user.domain.commands import AcceptRequests


async def on_accept_requests(context: JobContext, job: AcceptRequests) -> None:
    """Accept more of the requests to an account that has gone public."""
    async with context.writer() as writer:
        await commands.accept_all(writer, job.account_id)
