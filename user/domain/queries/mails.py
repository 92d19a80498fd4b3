"""Queued mails, ready to be sent."""

from __future__ import annotations

from kit import clock
from kit.db import Reader
from kit.mail import Mail
from user.domain.codes import verification_code
from user.domain.mails import render
from user.domain.model import Account, MailKind
from user.domain.repository import accounts, verifications
from user.domain.repository.mail import QueuedMail


async def compose(reader: Reader, key: str, public_url: str, queued: QueuedMail) -> Mail | None:
    """The mail, None when there is no more reason to send it."""
    account = await accounts.get_account(reader, queued.account_id)
    if account is None:
        return None
    if queued.kind is not MailKind.VERIFY_EMAIL:
        return render(queued, username=account.username, public_url=public_url)
    code = await _code(reader, key, account, queued)
    return render(queued, username=account.username, public_url=public_url, code=code) if code else None


async def _code(reader: Reader, key: str, account: Account, queued: QueuedMail) -> str | None:
    """None when there is a newer code, or none needed any more."""
    verification = await verifications.get_latest(reader, account.id)
    if account.verified or verification is None or verification.id != queued.subject_id:
        return None
    return verification_code(key, verification) if verification.is_open(clock.now()) else None
