"""What `user` tells of accounts; versions make order and repetition harmless."""

from __future__ import annotations

from content.domain import commands
from content.domain.model import Account, AccountState
from contracts.generated.python.user import AccountChanged, AccountCreated, AccountDeleted
from kit.db import Writer
from kit.events import Envelope


async def on_account_created(writer: Writer, event: Envelope[AccountCreated]) -> None:
    """Somebody is there, and public as everybody is at first."""
    await _apply(writer, event.payload.account_id, AccountState.ACTIVE, event.aggregate.version, public=True)


async def on_account_changed(writer: Writer, event: Envelope[AccountChanged]) -> None:
    """Somebody is private, or is so no more."""
    news = event.payload
    await _apply(writer, news.account_id, AccountState.ACTIVE, news.version, public=not news.private)


async def on_account_deleted(writer: Writer, event: Envelope[AccountDeleted]) -> None:
    """Somebody is gone for good."""
    await _apply(writer, event.payload.account_id, AccountState.DELETED, event.aggregate.version, public=False)


async def _apply(writer: Writer, account_id: str, state: AccountState, version: int, *, public: bool) -> None:
    await commands.apply_accounts(writer, [Account(id=int(account_id), state=state, version=version, public=public)])
