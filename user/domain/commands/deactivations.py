"""Closing one's account: for a while, or for good."""

from __future__ import annotations

from datetime import datetime

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import limits
from user.domain.attempts import Attempts
from user.domain.commands.changes import tell_changed
from user.domain.commands.notices import queue_mail
from user.domain.commands.passwords import Confirmed, confirm_password, lock_confirmed
from user.domain.commands.sessions import revoke_others
from user.domain.errors import AccountSuspended
from user.domain.model import Account, MailKind, State
from user.domain.repository import accounts


async def deactivate(writer: Writer, attempts: Attempts, viewer: int, session: int | None, password: str) -> None:
    """Hide the viewer's account from everybody until its owner logs in again.

    Raises PasswordWrong, AccountSuspended, Conflict, RateLimited.
    """
    confirmed = await confirm_password(attempts, viewer, session, password)
    await _close(writer, attempts, confirmed, None)


async def request_deletion(
    writer: Writer, attempts: Attempts, viewer: int, session: int | None, password: str
) -> datetime:
    """Hide the viewer's account as `deactivate` does; when it will be erased, unless its owner logs in before.

    Raises PasswordWrong, AccountSuspended, Conflict, RateLimited.
    """
    confirmed = await confirm_password(attempts, viewer, session, password)
    deletes_at = clock.now() + limits.DELETION_GRACE
    await _close(writer, attempts, confirmed, deletes_at)
    return deletes_at


async def _close(writer: Writer, attempts: Attempts, confirmed: Confirmed, deletes_at: datetime | None) -> Account:
    before = await lock_confirmed(writer, attempts, confirmed)
    # Who is suspended could otherwise log in to an account that is not.
    if before.state is not State.ACTIVE:
        raise AccountSuspended
    account = await accounts.set_state(writer, before.id, State.DEACTIVATED, deletes_at=deletes_at)
    await tell_changed(writer, before, account)
    await revoke_others(writer, account.id, None)
    kind = MailKind.ACCOUNT_DEACTIVATED if deletes_at is None else MailKind.DELETION_REQUESTED
    await queue_mail(writer, account, kind)
    record("user", "account_deactivated", account=account.id, deletes=deletes_at is not None)
    return account
