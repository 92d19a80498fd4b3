"""What a log-in is decided by."""

from __future__ import annotations

from typing import Any

from kit.db import Reader, Writer
from user.domain.model import Credentials, State

SELECT_CREDENTIALS = "SELECT id AS account_id, password_hash, state, deletes_at FROM account"

# A username holds no `@`, so at most one of the two can match.
GET_CREDENTIALS = f"{SELECT_CREDENTIALS} WHERE username = $1 OR email = $1"

OWN_CREDENTIALS = f"{SELECT_CREDENTIALS} WHERE id = $1"

LOCK_CREDENTIALS = f"{OWN_CREDENTIALS} FOR NO KEY UPDATE"

UPDATE_HASH = "UPDATE account SET password_hash = $2 WHERE id = $1"


def _credentials(row: Any) -> Credentials | None:
    if row is None:
        return None
    return Credentials(**{**dict(row), "state": State(row["state"])})


async def get_credentials(reader: Reader, identifier: str) -> Credentials | None:
    """By username or e-mail address, normalised."""
    return _credentials(await reader.fetchrow(GET_CREDENTIALS, identifier))


async def get_own_credentials(reader: Reader, account_id: int) -> Credentials | None:
    return _credentials(await reader.fetchrow(OWN_CREDENTIALS, account_id))


async def lock_credentials(writer: Writer, account_id: int) -> Credentials | None:
    """The credentials, which nobody changes before the commit."""
    return _credentials(await writer.fetchrow(LOCK_CREDENTIALS, account_id))


async def set_password(writer: Writer, account_id: int, password_hash: str) -> None:
    await writer.execute(UPDATE_HASH, account_id, password_hash)
