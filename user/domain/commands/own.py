"""The viewer's own account, to be changed."""

from __future__ import annotations

from kit.db import Writer
from kit.errors import Unauthenticated
from user.domain.errors import AccountSuspended
from user.domain.model import Account, State
from user.domain.repository import accounts


async def require_own(writer: Writer, viewer: int) -> Account:
    """The viewer's account, its changes and those of its follow edges serialised until the commit.

    Raises Unauthenticated when it is closed or gone.
    """
    account = await require_existing(writer, viewer)
    if not account.state.is_open:
        raise Unauthenticated
    return account


async def require_existing(writer: Writer, account_id: int) -> Account:
    """Like `require_own`, for what the owner of a deactivated account may do as well."""
    account = await accounts.lock_account(writer, account_id)
    if account is None or account.state is State.DELETED:
        raise Unauthenticated
    return account


async def require_active(writer: Writer, viewer: int) -> Account:
    """Like `require_own`, for what a suspended account may not do. Raises AccountSuspended."""
    account = await require_own(writer, viewer)
    if account.state is not State.ACTIVE:
        raise AccountSuspended
    return account
