"""Queued mails, ready to be sent."""

from __future__ import annotations

from kit import clock
from kit.db import Reader
from kit.mail import Mail
from user.domain.codes import code_of
from user.domain.mails import render
from user.domain.model import Account, MailKind, Purpose
from user.domain.repository import accounts, codes
from user.domain.repository.mail import QueuedMail

PURPOSES = frozenset(purpose.value for purpose in Purpose)


async def compose(reader: Reader, key: str, public_url: str, queued: QueuedMail) -> Mail | None:
    """The mail, None when there is no more reason to send it."""
    account = await accounts.get_account(reader, queued.account_id)
    if account is None:
        return None
    if queued.kind is MailKind.DELETION_REQUESTED:
        return _farewell(account, public_url, queued)
    if queued.kind not in PURPOSES:
        return render(queued, username=account.username, public_url=public_url)
    code = await _code(reader, key, account, queued)
    return render(queued, username=account.username, public_url=public_url, code=code) if code else None


def _farewell(account: Account, public_url: str, queued: QueuedMail) -> Mail | None:
    """None when the account is to be kept by now."""
    if account.deletes_at is None:
        return None
    return render(queued, username=account.username, public_url=public_url, day=account.deletes_at.date())


async def _code(reader: Reader, key: str, account: Account, queued: QueuedMail) -> str | None:
    """None when there is a newer code, or none needed any more."""
    purpose = Purpose(queued.kind.value)
    mailed = await codes.get_if_latest(reader, queued.subject_id)
    if mailed is None or not mailed.is_open(clock.now()) or (purpose is Purpose.VERIFY_EMAIL and account.verified):
        return None
    return code_of(key, mailed)
