"""Mailing a code, and counting the tries of it."""

from __future__ import annotations

import secrets

from kit import clock
from kit.db import Writer
from kit.ids import new_id
from user.domain import limits
from user.domain.commands.notices import queue_mail
from user.domain.model import Account, MailedCode, MailKind, Purpose
from user.domain.repository import codes


async def send_code(
    writer: Writer, account: Account, purpose: Purpose, *, device: str = "", email: str | None = None
) -> None:
    """Make a new code, which replaces older ones, and have it mailed to the account's address, or to `email`."""
    now = clock.now()
    mailed = MailedCode(
        id=new_id(),
        account_id=account.id,
        purpose=purpose,
        device=device,
        email=email or account.email,
        nonce=secrets.token_bytes(16),
        tries=0,
        expires_at=now + limits.CODE_LIFE,
    )
    await codes.insert(writer, mailed, now)
    await queue_mail(writer, account, MailKind(purpose.value), subject_id=mailed.id, recipient=mailed.email)


async def count_try(counting: Writer, account_id: int, purpose: Purpose, device: str = "") -> MailedCode | None:
    """The code to compare with, one try used up; None when there is none that may be tried."""
    mailed = await codes.lock_latest(counting, account_id, purpose, device)
    if mailed is None or not mailed.is_open(clock.now()):
        return None
    await codes.count_try(counting, mailed.id)
    return mailed
