"""Codes sent to e-mail addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import MailedCode, Purpose

SELECT_CODE = "SELECT id, account_id, purpose, device, email, nonce, tries, expires_at FROM mailed_code code"

INSERT = """
INSERT INTO mailed_code (id, account_id, purpose, device, email, nonce, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

# Only the latest code of an account, for a purpose and on a device, is good.
LATEST = f"""
{SELECT_CODE}
WHERE account_id = $1 AND purpose = $2 AND device = $3 ORDER BY id DESC LIMIT 1
"""

IF_LATEST = f"""
{SELECT_CODE} WHERE id = $1 AND NOT EXISTS (
    SELECT FROM mailed_code newer
    WHERE (newer.account_id, newer.purpose, newer.device) = (code.account_id, code.purpose, code.device)
    AND newer.id > code.id
)
"""

LOCK_LATEST = f"{LATEST} FOR UPDATE"

COUNT_TRY = "UPDATE mailed_code SET tries = tries + 1 WHERE id = $1"

TAKE_ALL = "DELETE FROM mailed_code WHERE account_id = $1 AND purpose = $2 RETURNING id"

ERASE = "DELETE FROM mailed_code WHERE id IN (SELECT id FROM mailed_code WHERE account_id = $1 LIMIT $2)"

PURGE = """
DELETE FROM mailed_code
WHERE id IN (SELECT id FROM mailed_code WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
"""


def _code(row: Any) -> MailedCode | None:
    return MailedCode(**{**dict(row), "purpose": Purpose(row["purpose"])}) if row else None


async def insert(writer: Writer, code: MailedCode, created_at: datetime) -> None:
    await writer.execute(
        INSERT,
        code.id,
        code.account_id,
        code.purpose.value,
        code.device,
        code.email,
        code.nonce,
        created_at,
        code.expires_at,
    )


async def get_latest(reader: Reader, account_id: int, purpose: Purpose, device: str = "") -> MailedCode | None:
    return _code(await reader.fetchrow(LATEST, account_id, purpose.value, device))


async def get_if_latest(reader: Reader, code_id: int) -> MailedCode | None:
    """The code, unless a newer one has replaced it."""
    return _code(await reader.fetchrow(IF_LATEST, code_id))


async def lock_latest(writer: Writer, account_id: int, purpose: Purpose, device: str = "") -> MailedCode | None:
    """The latest code; tries of it wait for each other."""
    return _code(await writer.fetchrow(LOCK_LATEST, account_id, purpose.value, device))


async def count_try(writer: Writer, code_id: int) -> None:
    await writer.execute(COUNT_TRY, code_id)


async def take_all(writer: Writer, account_id: int, purpose: Purpose) -> set[int]:
    """Use up all codes of an account for a purpose; answers their ids."""
    return {row["id"] for row in await writer.fetch(TAKE_ALL, account_id, purpose.value)}


async def erase(writer: Writer, account_id: int, limit: int) -> int:
    """Delete at most `limit` codes of an account; answers how many."""
    return int((await writer.execute(ERASE, account_id, limit)).split()[-1])


async def purge(writer: Writer, expired_before: datetime, limit: int) -> int:
    """Delete at most `limit` codes that expired; answers how many."""
    return int((await writer.execute(PURGE, expired_before, limit)).split()[-1])
