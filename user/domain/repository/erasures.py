"""Accounts whose time has come, and what stays of them."""

from __future__ import annotations

from datetime import datetime

from kit.db import Reader, Writer

# `deletes_at` stays until everything is done, in either state.
DUE = "SELECT id FROM account WHERE deletes_at <= $1 AND id > $2 ORDER BY id LIMIT $3"

# No username and no address has a hyphen or lacks the `@` like these, so both are free again and never taken by a tombstone.
ERASE = """
UPDATE account
SET state = 'deleted', username = 'deleted-' || id, email = 'deleted-' || id, email_verified_at = NULL, password_hash = '',
    name = '', bio = '', pronouns = '', links = '[]', avatar = NULL, birthday = '1900-01-01', language = 'en',
    theme = 'system', private = true, version = version + 1
WHERE id = $1 AND state = 'deactivated' AND deletes_at <= $2
RETURNING version
"""

FINISH = "UPDATE account SET deletes_at = NULL WHERE id = $1 AND state = 'deleted'"


async def list_due(reader: Reader, now: datetime, after: int, limit: int) -> list[int]:
    """Ids above `after` of accounts that are to be erased by now, or that somebody has begun to erase."""
    return [row["id"] for row in await reader.fetch(DUE, now, after, limit)]


async def erase_account(writer: Writer, account_id: int, now: datetime) -> int | None:
    """Leave a tombstone of an account that is due; its version, None when it is not due or is one already."""
    version: int | None = await writer.fetchval(ERASE, account_id, now)
    return version


async def finish(writer: Writer, account_id: int) -> None:
    """Nothing is left to be erased."""
    await writer.execute(FINISH, account_id)
