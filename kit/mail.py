"""Mail by SMTP. smtplib blocks, so each mail is sent in a thread, within a deadline."""

from __future__ import annotations

import asyncio
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

import msgspec

CONNECT_S = 5.0
DEADLINE_S = 15.0
PORTS = {"smtp": 25, "smtps": 465}


class MailNotSentError(Exception):
    """The server could not be reached or asked to try later: send it again with the same id."""


class MailRefusedError(Exception):
    """The server will never take this mail."""


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A plain text mail. `message_id` (`<…@…>`) stays the same when it is sent again, so that doubles are dropped."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str

    def message(self) -> EmailMessage:
        """The mail as it goes over the wire."""
        message = EmailMessage(policy=SMTP)
        message["Message-ID"] = self.message_id
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = self.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        return message


async def send_mail(url: str, mail: Mail, deadline: float = DEADLINE_S) -> None:
    """Hand `mail` to the server at `url` (`smtp://[user:password@]host[:port]` or `smtps://…`).

    With a user name, smtp:// goes on only under STARTTLS. Raises MailNotSentError, MailRefusedError.
    """
    try:
        async with asyncio.timeout(deadline):
            await asyncio.to_thread(_send, url, mail)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise (MailRefusedError if _is_final(error) else MailNotSentError)(type(error).__name__) from error
    except (ValueError, UnicodeError, smtplib.SMTPNotSupportedError) as error:
        raise MailRefusedError(type(error).__name__) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSentError(type(error).__name__) from error


def _send(url: str, mail: Mail) -> None:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=CONNECT_S) as server:
        if parts.username:
            if parts.scheme == "smtp":
                server.starttls()
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail.message())


def _is_final(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return error.smtp_code >= 500
