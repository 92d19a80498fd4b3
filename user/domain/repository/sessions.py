"""Sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import Account, Origin, Session
from user.domain.repository.accounts import ACCOUNT_COLUMNS, account_of

SESSION_COLUMNS = """
s.id AS session_id, s.account_id, s.user_agent, s.region, s.created_at, s.last_seen_at
"""

SELECT_SESSION = f"SELECT {SESSION_COLUMNS}"

INSERT_SESSION = """
INSERT INTO session (id, account_id, token_hash, device, address_hash, user_agent, region, created_at, last_seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
ON CONFLICT (token_hash) DO NOTHING
RETURNING true
"""

GET_OPENED = f"""
{SELECT_SESSION}, {ACCOUNT_COLUMNS} FROM session s JOIN account a ON a.id = s.account_id
WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.last_seen_at > $2 AND a.state IN ('active', 'suspended')
"""

LIST_SESSIONS = f"""
{SELECT_SESSION} FROM session s
WHERE s.account_id = $1 AND s.id < $2 AND s.revoked_at IS NULL AND s.last_seen_at > $3
ORDER BY s.id DESC LIMIT $4
"""

REVOKE = """
UPDATE session SET revoked_at = $3 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id
"""

REVOKE_OTHERS = """
UPDATE session SET revoked_at = $3
WHERE account_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL
RETURNING id
"""

TOUCH = """
UPDATE session SET last_seen_at = $3 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id
"""

# Sessions that ended count as well: whoever logs out and in again is no stranger.
KNOWN_ORIGIN = """
SELECT coalesce(bool_or(device = $2), false) AS device, coalesce(bool_or(address_hash = $3), false) AS address
FROM session WHERE account_id = $1
"""

KNOWN_DEVICE = "SELECT EXISTS (SELECT FROM session WHERE account_id = $1 AND device = $2)"

ERASE = "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE account_id = $1 LIMIT $2)"

PURGE = """
DELETE FROM session WHERE id IN (SELECT id FROM session WHERE last_seen_at < $1 ORDER BY last_seen_at LIMIT $2)
"""


def session_of(row: Any) -> Session:
    """A Session out of SESSION_COLUMNS."""
    return Session(
        id=row["session_id"],
        account_id=row["account_id"],
        user_agent=row["user_agent"],
        region=row["region"],
        created_at=row["created_at"],
        last_seen_at=row["last_seen_at"],
    )


async def insert_session(writer: Writer, session_id: int, account_id: int, origin: Origin, at: datetime) -> bool:
    """Whether the session is new; False when the token's hash is known already."""
    return bool(
        await writer.fetchval(
            INSERT_SESSION,
            session_id,
            account_id,
            origin.token_hash,
            origin.device,
            origin.address_hash,
            origin.user_agent,
            origin.region,
            at,
        )
    )


async def get_opened(reader: Reader, token_hash: bytes, seen_after: datetime) -> tuple[Session, Account] | None:
    """A living session and its account, in one query."""
    row = await reader.fetchrow(GET_OPENED, token_hash, seen_after)
    return (session_of(row), account_of(row)) if row else None


async def list_sessions(
    reader: Reader, account_id: int, *, before: int, seen_after: datetime, limit: int
) -> list[Session]:
    """Living sessions, newest first."""
    rows = await reader.fetch(LIST_SESSIONS, account_id, before, seen_after, limit)
    return [session_of(row) for row in rows]


async def revoke(writer: Writer, account_id: int, session_id: int, at: datetime) -> bool:
    """Whether there was such a living session."""
    return await writer.fetchval(REVOKE, account_id, session_id, at) is not None


async def revoke_others(writer: Writer, account_id: int, kept: int | None, at: datetime) -> list[int]:
    """The ids of all living sessions but `kept`, now ended."""
    return [row["id"] for row in await writer.fetch(REVOKE_OTHERS, account_id, kept, at)]


async def touch(writer: Writer, account_id: int, session_id: int, at: datetime) -> bool:
    """Whether there was such a living session, now seen at `at`."""
    return await writer.fetchval(TOUCH, account_id, session_id, at) is not None


async def known_origin(reader: Reader, account_id: int, device: str | None, address_hash: str) -> tuple[bool, bool]:
    """Whether the account was used before from this device, and from this address."""
    row = await reader.fetchrow(KNOWN_ORIGIN, account_id, device, address_hash)
    assert row is not None
    return row["device"], row["address"]


async def knows_device(reader: Reader, account_id: int, device: str | None) -> bool:
    """Whether the account was used before from this device."""
    return bool(await reader.fetchval(KNOWN_DEVICE, account_id, device))


async def erase(writer: Writer, account_id: int, limit: int) -> int:
    """Delete at most `limit` sessions of an account; answers how many."""
    return int((await writer.execute(ERASE, account_id, limit)).split()[-1])


async def purge(writer: Writer, seen_before: datetime, limit: int) -> int:
    """Delete at most `limit` sessions not seen since; answers how many."""
    return int((await writer.execute(PURGE, seen_before, limit)).split()[-1])
