"""Connection pools of one service in one region."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from kit.db.causal import FLUSH_SQL, Position, ReplayWatcher
from kit.db.session import CANCELLED, Reader, Transaction, Writer
from kit.observability import log
from kit.settings import ServiceSettings

READ_CONNECTIONS = 8
WRITE_CONNECTIONS = 8
START_RETRY_S = 0.5
FIRST_LOOK = """
SELECT pg_is_in_recovery() AS replica, coalesce((
    SELECT shobj_description(oid, 'pg_authid')::bigint FROM pg_roles WHERE rolname = 'mockstagram_epoch'
), 1) AS epoch
"""


# Called with each new connection; tests count statements through it.
on_connect: list[Callable[[asyncpg.Connection], None]] = []


class _Connection(asyncpg.Connection):
    """A connection that is handed back as it is: nothing sets session state, so nothing is reset.

    Except after a failure: a new statement is prepared without a Sync, and when its arguments cannot be encoded, or
    time runs out before they are sent, none follows. The server then goes on holding the statement's locks.
    """

    _failed = False

    async def _execute(self, *args: Any, **options: Any) -> Any:
        try:
            return await super()._execute(*args, **options)  # type: ignore[misc]
        except BaseException:
            self._failed = True
            raise

    async def reset(self, *, timeout: float | None = None) -> None:
        if self._failed:
            self._failed = False
            await self.execute("SELECT", timeout=timeout)


class Database:
    """The pools of one service: `reader` on the nearest server, `writer` on the primary where it can be reached."""

    def __init__(self, read_pool: asyncpg.Pool, write_pool: asyncpg.Pool | None, epoch: int, *, replica: bool) -> None:
        self._read_pool = read_pool
        self._write_pool = write_pool
        self.epoch = epoch
        self.replica = replica
        self.watcher = ReplayWatcher(read_pool)
        self.reader = Reader(read_pool, replica=replica)

    @classmethod
    async def open(cls, service: str, settings: ServiceSettings) -> Database:
        """Open the pools, waiting for a server that is still starting."""
        read_pool = await _open(service, settings.ro_dsn, READ_CONNECTIONS)
        write_pool = await _open(service, settings.rw_dsn, WRITE_CONNECTIONS) if settings.rw_dsn else None
        epoch, replica = await _look(service, read_pool)
        return cls(read_pool, write_pool, epoch, replica=replica)

    @property
    def read_pool(self) -> asyncpg.Pool:
        return self._read_pool

    @property
    def write_pool(self) -> asyncpg.Pool:
        """The primary's pool. Only in the primary region."""
        assert self._write_pool is not None
        return self._write_pool

    def transaction(self, kind: type[Transaction] = Transaction, *args: Any) -> Transaction:
        """A transaction on the primary that has not begun yet."""
        return kind(self._write_pool, *args)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writer]:
        """A Writer for a message or a job item: committed when the block ends well, else undone."""
        transaction = self.transaction()
        try:
            yield Writer(transaction)
        except BaseException:
            await transaction.rollback()
            raise
        await transaction.commit()

    async def position(self) -> Position:
        """How far the rows of the primary reach; a replica's `watcher` knows how far it has replayed them."""
        return Position(self.epoch, await self._read_pool.fetchval(FLUSH_SQL))

    async def close(self) -> None:
        for pool in (self._read_pool, self._write_pool):
            if pool is not None:
                pool.terminate()


async def _look(service: str, pool: asyncpg.Pool) -> tuple[int, bool]:
    """The epoch, and whether this is a replica, which may cancel the question for what it is replaying."""
    while True:
        try:
            (row,) = await pool.fetch(FIRST_LOOK)
            return row["epoch"], row["replica"]
        except CANCELLED as error:
            log(service).info("waiting_for_database", reason=type(error).__name__)
            await asyncio.sleep(START_RETRY_S)


async def _connected(connection: asyncpg.Connection) -> None:
    for hook in on_connect:
        hook(connection)


async def _open(service: str, dsn: str, connections: int) -> asyncpg.Pool:
    while True:
        try:
            return await asyncpg.create_pool(
                dsn,
                min_size=1,
                max_size=connections,
                connection_class=_Connection,
                timeout=5,
                command_timeout=5,
                max_inactive_connection_lifetime=0,
                init=_connected,
                server_settings={"application_name": service},
            )
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, asyncpg.InvalidPasswordError,
                asyncpg.InvalidCatalogNameError, TimeoutError) as error:  # fmt: skip
            log(service).info("waiting_for_database", reason=type(error).__name__)
            await asyncio.sleep(START_RETRY_S)
