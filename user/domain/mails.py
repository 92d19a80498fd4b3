"""The mails that this service sends."""

from __future__ import annotations

from urllib.parse import urlsplit

from kit.mail import Mail
from user.domain.mail_texts import TEXTS
from user.domain.repository.mail import QueuedMail


def render(queued: QueuedMail, *, username: str, public_url: str, code: str = "") -> Mail:
    """The mail as it is sent; the same row makes the same mail."""
    host = urlsplit(public_url).hostname or "localhost"
    subject, text = TEXTS[queued.kind][queued.language]
    values = {"code": code, "username": username, "site": public_url}
    return Mail(
        message_id=f"<mail.{queued.id}@{host}>",
        sender=f"Mockstagram <no-reply@{host}>",
        recipient=queued.recipient,
        subject=subject.format(**values),
        text=text.format(**values),
    )
