"""`Reader` and `Writer`: the only ways to a database.

A handler that asks for a Reader is answered by the nearest replica; one that asks for a Writer is one
transaction on the primary. Neither can commit: the edge of the request, message or job item does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import asyncpg

from kit.errors import ReplicaBehind, WrongRegion
from kit.events.envelope import Event, OutboxRow, event_row, job_row

if TYPE_CHECKING:
    from asyncpg import Pool, Record
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[Record]

QUERY_TIMEOUT_S = 5.0
# A replica cancels queries that stand in the way of replay (40001, 57014): routine, not a failure.
CANCELLED = (asyncpg.SerializationError, asyncpg.QueryCanceledError)

INSERT_OUTBOX_ROW = "INSERT INTO outbox (id, subject, envelope, recipients, broadcast) VALUES ($1, $2, $3, $4, $5)"


class Reader:
    """Reads from the nearest database; every statement has a deadline."""

    def __init__(self, pool: Pool | None, *, replica: bool = False) -> None:
        self._pool = pool
        self._replica = replica

    async def fetch(self, sql: str, *args: Any) -> list[Record]:
        """All rows."""
        rows: list[Record] = await self._read("fetch", sql, args)
        return rows

    async def fetchrow(self, sql: str, *args: Any) -> Record | None:
        """The first row, None when there is none."""
        row: Record | None = await self._read("fetchrow", sql, args)
        return row

    async def fetchval(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, None when there is none."""
        return await self._read("fetchval", sql, args)

    async def _read(self, method: str, sql: str, args: Sequence[Any]) -> Any:
        assert self._pool is not None
        try:
            return await getattr(self._pool, method)(sql, *args, timeout=QUERY_TIMEOUT_S)
        except CANCELLED:
            if not self._replica:
                raise
        try:
            return await getattr(self._pool, method)(sql, *args, timeout=QUERY_TIMEOUT_S)
        except CANCELLED as error:
            raise ReplicaBehind from error


class Writer(Reader):
    """One transaction on the primary, begun by its first statement."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(None)
        self._transaction = transaction

    async def _read(self, method: str, sql: str, args: Sequence[Any]) -> Any:
        connection = await self._transaction.connection()
        return await getattr(connection, method)(sql, *args, timeout=QUERY_TIMEOUT_S)

    async def execute(self, sql: str, *args: Any) -> str:
        """Run a statement; answers its command tag."""
        connection = await self._transaction.connection()
        return await connection.execute(sql, *args, timeout=QUERY_TIMEOUT_S)

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        connection = await self._transaction.connection()
        await connection.executemany(sql, rows, timeout=QUERY_TIMEOUT_S)

    async def emit(
        self, event: Event, *, actor: int | None, aggregate: tuple[str, int, int], recipients: Iterable[int] = ()
    ) -> int:
        """Put `event` into the outbox of this transaction and answer its id.

        `aggregate` is (kind, id, version) of what changed; `recipients` are accounts to tell in real time.
        """
        row = event_row(event, actor=actor, aggregate=aggregate, recipients=tuple(recipients))
        await self._put(row)
        if row.ryw:
            self._transaction.emitted.append(row)
        return row.id

    async def enqueue(self, service: str, queue: str, body: Any) -> int:
        """Put a job for this service's own worker into the outbox of this transaction."""
        row = job_row(service, queue, body)
        await self._put(row)
        return row.id

    async def _put(self, row: OutboxRow) -> None:
        self._transaction.woken = True
        await self.execute(INSERT_OUTBOX_ROW, row.id, row.subject, row.envelope, row.recipients, row.broadcast)


class Transaction:
    """The transaction behind a Writer. Only kit ends it: `commit` or `rollback`."""

    def __init__(self, pool: Pool | None) -> None:
        self._pool = pool
        self._connection: Connection | None = None
        self._begun: Any = None
        self.emitted: list[OutboxRow] = []
        self.woken = False

    @property
    def open(self) -> bool:
        return self._connection is not None

    async def connection(self) -> Connection:
        """The connection, inside the transaction."""
        if self._connection is None:
            if self._pool is None:
                raise WrongRegion
            connection = self._connection = await self._pool.acquire(timeout=QUERY_TIMEOUT_S)
            self._begun = connection.transaction()
            await self._begun.start()
            await self.begun(connection)
            return connection
        return self._connection

    async def begun(self, connection: Connection) -> None:
        """Called once, before the first statement of the transaction."""

    async def commit(self, position_sql: str | None = None) -> Any:
        """Commit, then answer `position_sql`'s value asked on the same connection."""
        if self._connection is None:
            return None
        try:
            await self._begun.commit()
            return await self._connection.fetchval(position_sql, timeout=QUERY_TIMEOUT_S) if position_sql else None
        finally:
            await self._release()

    async def rollback(self) -> None:
        """Undo everything; never raises for a connection that is gone."""
        if self._connection is None:
            return
        try:
            await self._begun.rollback()
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            # What is gone already refuses even this, and must not hide why the transaction is undone.
            with suppress(asyncpg.InterfaceError):
                self._connection.terminate()
        finally:
            await self._release()

    async def _release(self) -> None:
        connection, self._connection = self._connection, None
        if self._pool is not None and connection is not None:
            await self._pool.release(connection)
