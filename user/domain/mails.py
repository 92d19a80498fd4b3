"""The mails that this service sends."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from kit.mail import Mail
from user.domain.mail_texts import TEXTS, date_text
from user.domain.repository.mail import QueuedMail


def render(queued: QueuedMail, *, username: str, public_url: str, code: str = "", day: date | None = None) -> Mail:
    """The mail as it is sent; the same row makes the same mail."""
    host = urlsplit(public_url).hostname or "localhost"
    subject, text = TEXTS[queued.kind][queued.language]
    values = {"code": code, "username": username, "site": public_url}
    values["date"] = date_text(day, queued.language) if day else ""
    return Mail(
        message_id=f"<mail.{queued.id}@{host}>",
        sender=f"Mockstagram <no-reply@{host}>",
        recipient=queued.recipient,
        subject=subject.format(**values),
        text=text.format(**values),
    )
