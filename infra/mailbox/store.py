"""Messages kept as files, the newest 500 of them."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

KEEP = 500


@dataclass(frozen=True)
class Mail:
    """One received message; `id` sorts by time of arrival."""

    id: str
    sender: str
    recipients: list[str]
    subject: str
    received_at: str
    text: str
    html: str


class Mailbox:
    """A folder with one JSON file per message."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, sender: str, recipients: list[str], content: bytes) -> None:
        """Keep a message unless its Message-ID is here already, and drop the oldest beyond the bound."""
        message = message_from_bytes(content, policy=policy.default)
        mark = hashlib.sha256(str(message.get("message-id", secrets.token_hex())).encode()).hexdigest()[:16]
        if any(self._folder.glob(f"*-{mark}.json")):
            return
        mail = Mail(
            id=f"{time.time_ns():020d}-{mark}",
            sender=sender,
            recipients=recipients,
            subject=str(message.get("subject", "")),
            received_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            text=_body(message, "plain"),
            html=_body(message, "html"),
        )
        draft = self._folder / f".{mail.id}"
        draft.write_text(json.dumps(asdict(mail)))
        draft.rename(self._folder / f"{mail.id}.json")
        for old in self._files()[KEEP:]:
            old.unlink(missing_ok=True)

    def list_newest(self, *, to: str = "", limit: int = 50) -> list[Mail]:
        """Newest first; `to` keeps what was sent to that address."""
        found = []
        for path in self._files():
            mail = Mail(**json.loads(path.read_text()))
            if not to or to.lower() in (recipient.lower() for recipient in mail.recipients):
                found.append(mail)
            if len(found) == limit:
                break
        return found

    def get(self, mail_id: str) -> Mail | None:
        """One message."""
        path = next((path for path in self._files() if path.stem == mail_id), None)
        return Mail(**json.loads(path.read_text())) if path else None

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"), reverse=True)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""
