"""Changing the e-mail address."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import limits, rules
from user.domain.attempts import Attempts, email_change_buckets
from user.domain.codes import is_code
from user.domain.commands.codes import count_try, send_code
from user.domain.commands.notices import queue_mail
from user.domain.commands.own import require_own
from user.domain.commands.passwords import confirm_password, lock_confirmed
from user.domain.errors import CodeExpired, CodeWrong, EmailTaken
from user.domain.model import Account, MailedCode, MailKind, Purpose
from user.domain.repository import accounts, codes


async def request_email_change(
    writer: Writer, attempts: Attempts, viewer: int, session: int | None, *, password: str, email: str
) -> None:
    """Mail a code to the new address. Raises EmailInvalid, EmailTaken, PasswordWrong, RateLimited."""
    email = rules.require_email(email)
    confirmed = await confirm_password(attempts, viewer, session, password)
    await attempts.take(email_change_buckets(viewer))
    account = await lock_confirmed(writer, attempts, confirmed)
    _, taken = await accounts.taken(writer, "", email)
    if taken:
        raise EmailTaken
    await send_code(writer, account, Purpose.CHANGE_EMAIL, email=email)


async def confirm_email_change(writer: Writer, attempts: Attempts, key: str, viewer: int, code: str) -> Account:
    """The viewer's account with the address that the code went to; the old one is told.

    Raises CodeWrong, CodeExpired, EmailTaken.
    """
    mailed = await _count_try(attempts, viewer)
    if not is_code(key, mailed, code):
        raise CodeWrong(tries_left=limits.CODE_TRIES - mailed.tries - 1)
    before = await require_own(writer, viewer)
    if mailed.id not in await codes.take_all(writer, viewer, Purpose.CHANGE_EMAIL):
        raise CodeExpired
    await queue_mail(writer, before, MailKind.EMAIL_CHANGED)
    account = await accounts.change_email(writer, viewer, mailed.email, clock.now())
    if account is None:
        raise EmailTaken
    record("user", "email_changed", account=viewer)
    return account


async def _count_try(attempts: Attempts, viewer: int) -> MailedCode:
    """The code to compare with, one try used up, which a refusal does not give back."""
    async with attempts.transactions() as counting:
        await require_own(counting, viewer)
        mailed = await count_try(counting, viewer, Purpose.CHANGE_EMAIL)
    if mailed is None:
        raise CodeExpired
    return mailed
