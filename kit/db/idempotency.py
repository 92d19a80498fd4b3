"""Idempotency records: a repeated request gets the first answer (docs/protocols.md, section 4)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import asyncpg
import msgspec

from kit.db.session import Transaction
from kit.errors import IdempotencyMismatch, IdempotencyRunning

if TYPE_CHECKING:
    from asyncpg import Pool

    from kit.db.session import Connection

CLAIM = """
INSERT INTO idempotency (scope, operation, key, fingerprint) VALUES ($1, $2, $3, $4)
ON CONFLICT (scope, operation, key) DO NOTHING RETURNING true
"""
STORED = "SELECT fingerprint, status, body, events FROM idempotency WHERE scope = $1 AND operation = $2 AND key = $3"
STORE = """
UPDATE idempotency SET status = $4, body = $5, events = $6 WHERE scope = $1 AND operation = $2 AND key = $3
"""


class IdempotencyKey(msgspec.Struct, frozen=True):
    """A request's key within its scope (viewer or device) and operation; `fingerprint` is of path and body."""

    scope: str
    operation: str
    key: str
    fingerprint: bytes


class StoredAnswer(Exception):
    """Not an error: this request was answered before, and here is the answer."""

    def __init__(self, status: int, body: bytes, events: str) -> None:
        super().__init__("answered before")
        self.status = status
        self.body = body
        self.events = events


def fingerprint(method: str, path: str, body: bytes) -> bytes:
    """What makes two requests the same."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).digest()


class RequestTransaction(Transaction):
    """A transaction that claims the request's idempotency key before anything else."""

    def __init__(self, pool: Pool | None, key: IdempotencyKey | None) -> None:
        super().__init__(pool)
        self._key = key

    async def begun(self, connection: Connection) -> None:
        """Claim the key. Raises StoredAnswer, IdempotencyMismatch or IdempotencyRunning."""
        if self._key is None:
            return
        key = self._key
        try:
            claimed = await connection.fetchval(CLAIM, key.scope, key.operation, key.key, key.fingerprint)
        except asyncpg.LockNotAvailableError as error:
            raise IdempotencyRunning from error
        if claimed:
            return
        row = await connection.fetchrow(STORED, key.scope, key.operation, key.key)
        if row is None or row["status"] is None:
            raise IdempotencyRunning
        if row["fingerprint"] != key.fingerprint:
            raise IdempotencyMismatch
        raise StoredAnswer(row["status"], row["body"], row["events"])

    async def store(self, status: int, body: bytes, events: str) -> None:
        """Keep the answer with the effect, in the same transaction."""
        if self._key is not None and self.open:
            connection = await self.connection()
            key = self._key
            await connection.execute(STORE, key.scope, key.operation, key.key, status, body, events)
