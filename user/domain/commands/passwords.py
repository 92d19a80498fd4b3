"""Changing the password, and asking for it once more."""

from __future__ import annotations

from typing import NamedTuple

from kit.db import Writer
from kit.errors import Conflict, Unauthenticated
from kit.observability import record
from user.domain import rules
from user.domain.attempts import Attempts, password_buckets
from user.domain.commands.notices import queue_mail
from user.domain.commands.own import require_own
from user.domain.commands.sessions import revoke_others
from user.domain.errors import PasswordWrong
from user.domain.model import Account, Credentials, MailKind
from user.domain.passwords import hash_password, password_matches
from user.domain.repository import accounts, credentials


class Confirmed(NamedTuple):
    """The password that somebody logged in has given once more, as it was then."""

    credentials: Credentials
    session: int | None


async def change_password(
    writer: Writer, attempts: Attempts, viewer: int, session: int | None, *, current: str, wanted: str
) -> None:
    """Replace the viewer's password and end his other sessions. Raises PasswordWrong, PasswordWeak, RateLimited."""
    await _require_strong(attempts, viewer, wanted)
    confirmed = await confirm_password(attempts, viewer, session, current)
    password_hash = await hash_password(wanted)
    account = await lock_confirmed(writer, attempts, confirmed)
    await replace_password(writer, account, password_hash, kept_session=session)


async def confirm_password(attempts: Attempts, viewer: int, session: int | None, password: str) -> Confirmed:
    """What `lock_confirmed` needs; no transaction is open meanwhile. Raises PasswordWrong, RateLimited."""
    await attempts.take(password_buckets(viewer, session))
    async with attempts.transactions() as look:
        known = await credentials.get_own_credentials(look, viewer)
    if not await password_matches(known.password_hash if known else None, password) or known is None:
        raise PasswordWrong
    return Confirmed(known, session)


async def lock_confirmed(writer: Writer, attempts: Attempts, confirmed: Confirmed) -> Account:
    """The viewer's account, to be changed. Raises Conflict when the password was changed since it was confirmed."""
    viewer = confirmed.credentials.account_id
    account = await require_own(writer, viewer)
    if await credentials.get_own_credentials(writer, viewer) != confirmed.credentials:
        raise Conflict
    await attempts.give_back(writer, password_buckets(viewer, confirmed.session))
    return account


async def replace_password(writer: Writer, account: Account, password_hash: str, *, kept_session: int | None) -> None:
    """Set the password, end all sessions but `kept_session`, and tell the owner by mail."""
    await credentials.set_password(writer, account.id, password_hash)
    await revoke_others(writer, account.id, kept_session)
    await queue_mail(writer, account, MailKind.PASSWORD_CHANGED)
    record("user", "password_changed", account=account.id)


async def _require_strong(attempts: Attempts, viewer: int, password: str) -> None:
    async with attempts.transactions() as look:
        account = await accounts.get_account(look, viewer)
    if account is None:
        raise Unauthenticated
    rules.require_password(password, username=account.username, email=account.email)
