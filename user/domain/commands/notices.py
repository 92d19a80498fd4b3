"""Mail to be sent about what happened to an account."""

from __future__ import annotations

from kit import clock
from kit.db import Writer
from kit.ids import new_id
from user.domain.model import Account, MailKind
from user.domain.repository import mail
from user.domain.repository.mail import QueuedMail


async def queue_mail(
    writer: Writer, account: Account, kind: MailKind, *, subject_id: int | None = None, recipient: str | None = None
) -> None:
    """Have a mail sent to the account's address, or to `recipient`; `subject_id` is the code that it carries."""
    queued = QueuedMail(
        id=new_id(),
        account_id=account.id,
        kind=kind,
        subject_id=subject_id or account.id,
        recipient=recipient or account.email,
        language=account.language,
        tries=0,
        created_at=clock.now(),
    )
    await mail.insert(writer, queued)
