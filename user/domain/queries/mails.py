"""Queued mails, ready to be sent."""

from __future__ import annotations

from kit import clock
from kit.db import Reader
from kit.mail import Mail
from user.domain.codes import verification_code
from user.domain.mails import verification_mail
from user.domain.repository import accounts, verifications
from user.domain.repository.mail import QueuedMail


async def compose(reader: Reader, key: str, public_url: str, queued: QueuedMail) -> Mail | None:
    """The mail, None when there is no more reason to send it: a newer code, or none needed any more."""
    account = await accounts.get_account(reader, queued.account_id)
    verification = await verifications.get_latest(reader, queued.account_id)
    if account is None or account.verified or verification is None or verification.id != queued.subject_id:
        return None
    if not verification.is_open(clock.now()):
        return None
    return verification_mail(
        queued.id,
        recipient=queued.recipient,
        language=queued.language,
        username=account.username,
        code=verification_code(key, verification),
        public_url=public_url,
    )
