"""Mail to send. Its text is made when it is sent, so that no code lies in the table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from kit.db import Writer
from user.domain.model import Language, MailKind

INSERT = """
INSERT INTO mail (id, account_id, kind, subject_id, recipient, language, created_at, next_try_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
"""

# Whoever claims a mail has until next_try_at to send it; then it is anyone's again.
CLAIM = """
UPDATE mail SET tries = tries + 1, next_try_at = $1 + least(interval '10 seconds' * (2 ^ tries), interval '1 hour')
WHERE id IN (
    SELECT id FROM mail WHERE state = 'waiting' AND next_try_at <= $1
    ORDER BY next_try_at LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id, account_id, kind, subject_id, recipient, language, tries, created_at
"""

FINISH = "UPDATE mail SET state = $2 WHERE id = $1 AND state = 'waiting'"

ERASE = "DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE account_id = $1 LIMIT $2)"

PURGE = """
DELETE FROM mail WHERE id IN (
    SELECT id FROM mail WHERE state <> 'waiting' AND created_at < $1 ORDER BY created_at LIMIT $2
)
"""


class QueuedMail(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `mail`; `subject_id` is the code it carries, or the account."""

    id: int
    account_id: int
    kind: MailKind
    subject_id: int
    recipient: str
    language: Language
    tries: int
    created_at: datetime


def _queued(row: Any) -> QueuedMail:
    return QueuedMail(**{**dict(row), "kind": MailKind(row["kind"])})


async def insert(writer: Writer, mail: QueuedMail) -> None:
    await writer.execute(
        INSERT, mail.id, mail.account_id, mail.kind, mail.subject_id, mail.recipient, mail.language, mail.created_at
    )


async def claim(writer: Writer, now: datetime, limit: int) -> list[QueuedMail]:
    """At most `limit` mails that are due, to be sent by the caller soon."""
    return [_queued(row) for row in await writer.fetch(CLAIM, now, limit)]


async def finish(writer: Writer, mail_id: int, state: str) -> None:
    """Leave the mail as `sent` or `dropped`."""
    await writer.execute(FINISH, mail_id, state)


async def erase(writer: Writer, account_id: int, limit: int) -> int:
    """Delete at most `limit` mails of an account, also those that wait to be sent; answers how many."""
    return int((await writer.execute(ERASE, account_id, limit)).split()[-1])


async def purge(writer: Writer, created_before: datetime, limit: int) -> int:
    """Delete at most `limit` mails that are done with; answers how many."""
    return int((await writer.execute(PURGE, created_before, limit)).split()[-1])
