"""Proving an e-mail address."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import limits
from user.domain.attempts import Attempts, resend_buckets
from user.domain.codes import is_code
from user.domain.commands.codes import count_try, send_code
from user.domain.commands.own import require_own
from user.domain.errors import AlreadyVerified, CodeExpired, CodeWrong
from user.domain.model import Account, MailedCode, Purpose
from user.domain.repository import accounts


async def start_verification(writer: Writer, account: Account) -> None:
    """Mail a code that proves the account's address."""
    await send_code(writer, account, Purpose.VERIFY_EMAIL)


async def resend_verification(writer: Writer, attempts: Attempts, viewer: int) -> None:
    """Mail a new code. Raises AlreadyVerified, RateLimited."""
    await attempts.take(resend_buckets(viewer))
    account = await require_own(writer, viewer)
    if account.verified:
        raise AlreadyVerified
    await start_verification(writer, account)


async def confirm_email(writer: Writer, attempts: Attempts, key: str, viewer: int, code: str) -> Account:
    """The viewer's account, its address proven. Raises AlreadyVerified, CodeWrong, CodeExpired."""
    mailed = await _count_try(attempts, viewer)
    if not is_code(key, mailed, code):
        raise CodeWrong(tries_left=limits.CODE_TRIES - mailed.tries - 1)
    account = await accounts.set_email_verified(writer, viewer, mailed.email, clock.now())
    if account is None:
        raise CodeExpired
    record("user", "email_verified", account=viewer)
    return account


async def _count_try(attempts: Attempts, viewer: int) -> MailedCode:
    """The code to compare with, one try used up, which a refusal does not give back."""
    async with attempts.transactions() as counting:
        if (await require_own(counting, viewer)).verified:
            raise AlreadyVerified
        mailed = await count_try(counting, viewer, Purpose.VERIFY_EMAIL)
        if mailed is None:
            raise CodeExpired
        return mailed
