"""Learn afresh which accounts are public: events reach back a day or two only, what is older is read from `user`.

A page is applied like events are: versions decide, so it cannot undo what is newer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import msgspec

from content.domain import commands
from content.domain.model import Account, AccountState
from kit.jobs import Job, JobContext
from kit.schema import Id, Page

PAGE = 1_000
TIMEOUT_S = 10.0
PATH = "/user/internal/accounts"
STATES = {"active": AccountState.ACTIVE, "deleted": AccountState.DELETED}


class AccountRecord(msgspec.Struct, frozen=True):
    """An account as `user` lists it."""

    id: Id
    version: int
    private: bool
    state: Literal["active", "deactivated", "suspended", "deleted"]

    def account(self) -> Account:
        """What content keeps of it."""
        state = STATES.get(self.state, AccountState.HIDDEN)
        public = state is AccountState.ACTIVE and not self.private
        return Account(id=int(self.id), state=state, version=self.version, public=public)


async def rebuild_accounts(context: JobContext) -> None:
    """Every account of `user`, page by page, while events keep coming."""
    params = {"limit": str(PAGE)}
    while True:
        rpc = context.runtime.rpc
        page = await rpc.get("user", PATH, type=Page[AccountRecord], params=params, timeout=TIMEOUT_S)
        async with context.writer() as writer:
            await commands.apply_accounts(writer, [record.account() for record in page.items])
        if page.next is None:
            return
        params = {**params, "cursor": page.next}


REBUILD_ACCOUNTS = Job("rebuild_accounts", rebuild_accounts, every=timedelta(days=7))
