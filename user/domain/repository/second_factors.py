"""Second factors and recovery codes. What is secret of them is sealed or hashed before it comes here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kit.db import Reader, Writer
from user.domain.model import Protection, SealedSecret, SecondFactor

PROTECTION = """
SELECT confirmed_at, (SELECT count(*) FROM recovery_code r WHERE r.account_id = s.account_id) AS recovery_codes
FROM second_factor s WHERE account_id = $1 AND confirmed_at IS NOT NULL
"""

GET = "SELECT ciphertext, nonce, created_at, confirmed_at FROM second_factor WHERE account_id = $1"

IS_ON = "SELECT EXISTS (SELECT FROM second_factor WHERE account_id = $1 AND confirmed_at IS NOT NULL)"

# One that is on is not replaced.
BEGIN = """
INSERT INTO second_factor AS s (account_id, ciphertext, nonce, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id) DO UPDATE
SET ciphertext = excluded.ciphertext, nonce = excluded.nonce, created_at = excluded.created_at
WHERE s.confirmed_at IS NULL
RETURNING true
"""

CONFIRM = "UPDATE second_factor SET confirmed_at = $3, last_step = $2 WHERE account_id = $1"

TAKE_STEP = """
UPDATE second_factor SET last_step = $2
WHERE account_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2
RETURNING true
"""

DELETE = "DELETE FROM second_factor WHERE account_id = $1"

DELETE_RECOVERY = "DELETE FROM recovery_code WHERE account_id = $1"

INSERT_RECOVERY = "INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])"

TAKE_RECOVERY = "DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2 RETURNING true"

PURGE = """
DELETE FROM second_factor WHERE account_id IN (
    SELECT account_id FROM second_factor
    WHERE confirmed_at IS NULL AND created_at < $1 ORDER BY created_at LIMIT $2 FOR UPDATE
) AND confirmed_at IS NULL
"""


def _factor(row: Any) -> SecondFactor | None:
    if row is None:
        return None
    sealed = SealedSecret(ciphertext=row["ciphertext"], nonce=row["nonce"])
    return SecondFactor(sealed=sealed, created_at=row["created_at"], confirmed_at=row["confirmed_at"])


async def get_protection(reader: Reader, account_id: int) -> Protection:
    """What may be told of it, without anything that is secret."""
    row = await reader.fetchrow(PROTECTION, account_id)
    return Protection(since=row["confirmed_at"], recovery_codes=row["recovery_codes"]) if row else Protection()


async def get(reader: Reader, account_id: int) -> SecondFactor | None:
    return _factor(await reader.fetchrow(GET, account_id))


async def is_on(reader: Reader, account_id: int) -> bool:
    return bool(await reader.fetchval(IS_ON, account_id))


async def begin(writer: Writer, account_id: int, sealed: SealedSecret, at: datetime) -> bool:
    """Put a secret to be confirmed in the place of an earlier one; False when one is on."""
    return bool(await writer.fetchval(BEGIN, account_id, sealed.ciphertext, sealed.nonce, at))


async def confirm(writer: Writer, account_id: int, step: int, at: datetime) -> None:
    """Switch it on; the code of `step` is used up."""
    await writer.execute(CONFIRM, account_id, step, at)


async def take_step(writer: Writer, account_id: int, step: int) -> bool:
    """Use up the code of `step`; False when it, or a later one, was used before."""
    return bool(await writer.fetchval(TAKE_STEP, account_id, step))


async def delete(writer: Writer, account_id: int) -> None:
    """With its recovery codes."""
    await writer.execute(DELETE, account_id)


async def replace_recovery_codes(writer: Writer, account_id: int, hashes: Iterable[bytes]) -> None:
    """Only the new ones are good from now on."""
    await writer.execute(DELETE_RECOVERY, account_id)
    await writer.execute(INSERT_RECOVERY, account_id, list(hashes))


async def take_recovery_code(writer: Writer, account_id: int, code_hash: bytes) -> bool:
    """Use up a recovery code; False when there is no such one, or none any more."""
    return bool(await writer.fetchval(TAKE_RECOVERY, account_id, code_hash))


async def purge(writer: Writer, begun_before: datetime, limit: int) -> int:
    """Delete at most `limit` that were never confirmed; answers how many."""
    return int((await writer.execute(PURGE, begun_before, limit)).split()[-1])


async def erase(writer: Writer, account_id: int, limit: int) -> int:
    """Delete the second factor of an account with its recovery codes; there is one at most, whatever the limit."""
    return min(limit, int((await writer.execute(DELETE, account_id)).split()[-1]))
