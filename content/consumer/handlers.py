"""From events to posts, and work that an event has left over."""

from __future__ import annotations

from content.domain import commands
from content.domain.commands import ERASE, ErasePosts
from contracts.generated.python.user import AccountDeleted
from kit.db import Writer
from kit.events import Envelope
from kit.jobs import JobContext


async def on_account_deleted(writer: Writer, event: Envelope[AccountDeleted]) -> None:
    """Have everything deleted that the account has published."""
    await writer.enqueue("content", ERASE, ErasePosts(int(event.payload.account_id)))


async def on_erase_posts(context: JobContext, job: ErasePosts) -> None:
    """Delete more of the posts of an account that is gone."""
    async with context.writer() as writer:
        await commands.erase_posts(writer, job.author_id)
