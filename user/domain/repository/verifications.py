"""Codes sent to e-mail addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import Verification

INSERT = """
INSERT INTO email_verification (id, account_id, email, nonce, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
"""

# Only the latest code of an account is good.
LATEST = """
SELECT id, account_id, email, nonce, tries, expires_at FROM email_verification
WHERE account_id = $1 ORDER BY id DESC LIMIT 1
"""

LOCK_LATEST = f"{LATEST} FOR UPDATE"

COUNT_TRY = "UPDATE email_verification SET tries = tries + 1 WHERE id = $1"

PURGE = """
DELETE FROM email_verification
WHERE id IN (SELECT id FROM email_verification WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
"""


def _verification(row: Any) -> Verification:
    return Verification(
        id=row["id"],
        account_id=row["account_id"],
        email=row["email"],
        nonce=row["nonce"],
        tries=row["tries"],
        expires_at=row["expires_at"],
    )


async def insert(writer: Writer, verification: Verification, created_at: datetime) -> None:
    await writer.execute(
        INSERT,
        verification.id,
        verification.account_id,
        verification.email,
        verification.nonce,
        created_at,
        verification.expires_at,
    )


async def get_latest(reader: Reader, account_id: int) -> Verification | None:
    row = await reader.fetchrow(LATEST, account_id)
    return _verification(row) if row else None


async def lock_latest(writer: Writer, account_id: int) -> Verification | None:
    """The latest code of an account; tries of it wait for each other."""
    row = await writer.fetchrow(LOCK_LATEST, account_id)
    return _verification(row) if row else None


async def count_try(writer: Writer, verification_id: int) -> None:
    await writer.execute(COUNT_TRY, verification_id)


async def purge(writer: Writer, expired_before: datetime, limit: int) -> int:
    """Delete at most `limit` codes that expired; answers how many."""
    return int((await writer.execute(PURGE, expired_before, limit)).split()[-1])
