"""Proving an e-mail address."""

from __future__ import annotations

import secrets

from kit import clock
from kit.db import Writer
from kit.ids import new_id
from kit.observability import record
from user.domain import limits
from user.domain.attempts import Attempts, resend_buckets
from user.domain.codes import is_code
from user.domain.commands.notices import queue_mail
from user.domain.commands.own import require_own
from user.domain.errors import AlreadyVerified, CodeExpired, CodeWrong
from user.domain.model import Account, MailKind, Verification
from user.domain.repository import accounts, verifications


async def start_verification(writer: Writer, account: Account) -> None:
    """Make a new code, which replaces older ones, and have it mailed."""
    now = clock.now()
    verification = Verification(
        id=new_id(),
        account_id=account.id,
        email=account.email,
        nonce=secrets.token_bytes(16),
        tries=0,
        expires_at=now + limits.CODE_LIFE,
    )
    await verifications.insert(writer, verification, now)
    await queue_mail(writer, account, MailKind.VERIFY_EMAIL, subject_id=verification.id)


async def resend_verification(writer: Writer, attempts: Attempts, viewer: int) -> None:
    """Mail a new code. Raises AlreadyVerified, RateLimited."""
    await attempts.take(resend_buckets(viewer))
    account = await require_own(writer, viewer)
    if account.verified:
        raise AlreadyVerified
    await start_verification(writer, account)


async def confirm_email(writer: Writer, attempts: Attempts, key: str, viewer: int, code: str) -> Account:
    """The viewer's account, its address proven. Raises AlreadyVerified, CodeWrong, CodeExpired."""
    verification = await _count_try(attempts, viewer)
    if not is_code(key, verification, code):
        raise CodeWrong(tries_left=limits.CODE_TRIES - verification.tries - 1)
    account = await accounts.set_email_verified(writer, viewer, verification.email, clock.now())
    if account is None:
        raise CodeExpired
    record("user", "email_verified", account=viewer)
    return account


async def _count_try(attempts: Attempts, viewer: int) -> Verification:
    """The code to compare with, one try used up, which a refusal does not give back."""
    async with attempts.transactions() as counting:
        if (await require_own(counting, viewer)).verified:
            raise AlreadyVerified
        verification = await verifications.lock_latest(counting, viewer)
        if verification is None or not verification.is_open(clock.now()):
            raise CodeExpired
        await verifications.count_try(counting, verification.id)
        return verification
