"""What `user` tells of accounts; versions make order and repetition harmless. And work that an event has left over."""

from __future__ import annotations

from msgspec import UNSET

from content.domain import commands
from content.domain.commands import ERASE, ErasePosts
from content.domain.model import Account, AccountState
from contracts.generated.python.user import AccountChanged, AccountCreated, AccountDeleted
from kit.db import Writer
from kit.events import Envelope
from kit.jobs import JobContext


async def on_account_created(writer: Writer, event: Envelope[AccountCreated]) -> None:
    """Somebody is there, and public as everybody is at first."""
    await _apply(writer, event.payload.account_id, AccountState.ACTIVE, event.aggregate.version, public=True)


async def on_account_changed(writer: Writer, event: Envelope[AccountChanged]) -> None:
    """Somebody is private or hidden, or is so no more."""
    news = event.payload
    # Events of old have no state.
    state = AccountState.ACTIVE if news.state in (UNSET, "active") else AccountState.HIDDEN
    public = state is AccountState.ACTIVE and not news.private
    await _apply(writer, news.account_id, state, news.version, public=public)


async def on_account_deleted(writer: Writer, event: Envelope[AccountDeleted]) -> None:
    """Somebody is gone for good: have everything deleted that the account has published."""
    account_id = event.payload.account_id
    await _apply(writer, account_id, AccountState.DELETED, event.aggregate.version, public=False)
    await writer.enqueue("content", ERASE, ErasePosts(int(account_id)))


async def on_erase_posts(context: JobContext, job: ErasePosts) -> None:
    """Delete more of the posts of an account that is gone."""
    async with context.writer() as writer:
        await commands.erase_posts(writer, job.author_id)


async def _apply(writer: Writer, account_id: str, state: AccountState, version: int, *, public: bool) -> None:
    await commands.apply_accounts(writer, [Account(id=int(account_id), state=state, version=version, public=public)])
