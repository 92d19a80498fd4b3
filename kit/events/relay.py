"""The outbox relay: committed events go from Postgres to JetStream, at least once and none forgotten.

One relay per service is active (advisory lock). It claims waiting rows, never an id range: an ascending cursor
would lose transactions that commit late. Postgres is the truth: what a lost or older stream does not hold any
more is published again.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import asyncpg
import msgspec
import nats.errors
import nats.js.errors

from kit import observability
from kit.cancel import raise_if_cancelled
from kit.db.causal import FLUSH_SQL
from kit.events.envelope import Envelope

if TYPE_CHECKING:
    from asyncpg import Record

    from kit.db.session import Connection
    from kit.runtime import Runtime

BATCH = 200
POLL_S = 0.1
SWEEP_S = 1.0
PUBLISH_TIMEOUT_S = 5.0
LOCK_KEY = 7_001
FAILURES = (nats.errors.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)

CLAIM = """
SELECT id, subject, envelope, recipients, broadcast FROM outbox
WHERE published_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
MARK = """
UPDATE outbox SET published_at = now(), stream_made = done.made, stream_seq = done.seq
FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[]) AS done(id, made, seq) WHERE outbox.id = done.id
"""
SWEEP = """
UPDATE outbox SET published_at = NULL
WHERE published_at > now() - interval '24 hours' AND subject LIKE $1 AND (stream_made <> $2 OR stream_seq > $3)
"""


class _Published(NamedTuple):
    id: int
    made: datetime
    seq: int


_decoder = msgspec.json.Decoder(Envelope[msgspec.Raw])
_encoder = msgspec.json.Encoder()


class Relay:
    """The relay of one service."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._js = runtime.nats.jetstream(timeout=PUBLISH_TIMEOUT_S)
        self._wake = asyncio.Event()
        name = runtime.service.replace("-", "_")
        self._poke = f"poke.{name}"
        self._streams = {f"ev.{name}.": f"EV_{name.upper()}", f"job.{name}.": f"JOB_{name.upper()}"}
        self._made: dict[str, datetime] = {}
        self._last_seq: dict[str, int] = {}

    async def run(self) -> None:
        """Publish until cancelled; a broken broker or database is waited for."""
        await self._runtime.nats.subscribe(self._poke, cb=self._poked)
        while True:
            raise_if_cancelled()
            try:
                async with self._runtime.database.write_pool.acquire() as connection:
                    await self._lead(connection)
            except FAILURES as error:
                observability.log(self._runtime.service).info("relay_waits", reason=type(error).__name__)
                await asyncio.sleep(SWEEP_S / 2)

    async def _poked(self, _: Any) -> None:
        self._wake.set()

    async def _lead(self, connection: Connection) -> None:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK_KEY):
            await asyncio.sleep(SWEEP_S)
            return
        try:
            await self._publish_for_ever(connection)
        finally:
            if not connection.is_closed():
                await connection.execute("SELECT pg_advisory_unlock($1)", LOCK_KEY)

    async def _publish_for_ever(self, connection: Connection) -> None:
        swept = 0.0
        clock = asyncio.get_running_loop().time
        while True:
            raise_if_cancelled()
            if clock() - swept > SWEEP_S:
                await self.sweep(connection)
                swept = clock()
            if await self.publish_batch(connection) == BATCH:
                continue
            self._wake.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_S):
                    await self._wake.wait()

    async def publish_batch(self, connection: Connection) -> int:
        """Publish up to BATCH waiting rows; answers how many there were."""
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL)"):
            return 0
        async with connection.transaction():
            rows = await connection.fetch(CLAIM, BATCH)
            lsn = str(await connection.fetchval(FLUSH_SQL))
            published = await asyncio.gather(*(self._publish(row, lsn) for row in rows))
            await connection.execute(
                MARK, [p.id for p in published], [p.made for p in published], [p.seq for p in published]
            )
        observability.outbox_waiting.labels(self._runtime.service).set(len(rows))
        return len(rows)

    async def _publish(self, row: Record, lsn: str) -> _Published:
        envelope = msgspec.structs.replace(
            _decoder.decode(row["envelope"]), min_lsn=lsn, epoch=self._runtime.database.epoch
        )
        body = _encoder.encode(envelope)
        made = await self._stream_made(row["subject"])
        ack = await self._js.publish(row["subject"], body, headers={"Nats-Msg-Id": envelope.id})
        await self._tell_browsers(row, envelope.type, body)
        observability.events_published.labels(self._runtime.service, envelope.type).inc()
        return _Published(row["id"], made, ack.seq)

    async def _tell_browsers(self, row: Record, event_type: str, body: bytes) -> None:
        for recipient in row["recipients"]:
            await self._runtime.nats.publish(f"rt.u.{recipient}", body)
        if row["broadcast"]:
            await self._runtime.nats.publish(f"rt.all.{event_type}", body)

    async def _stream_made(self, subject: str) -> datetime:
        prefix = next(prefix for prefix in self._streams if subject.startswith(prefix))
        if prefix not in self._made:
            info = await self._js.stream_info(self._streams[prefix])
            self._made[prefix] = _required(info.created)
        return self._made[prefix]

    async def sweep(self, connection: Connection) -> None:
        """Let rows wait again that the stream does not hold: it was made anew or lost its end."""
        for prefix, stream in self._streams.items():
            try:
                info = await self._js.stream_info(stream)
            except nats.js.errors.NotFoundError:
                self._made.pop(prefix, None)
                continue
            made, last = _required(info.created), info.state.last_seq
            known = self._made.get(prefix) == made and last >= self._last_seq.get(prefix, last + 1)
            self._made[prefix], self._last_seq[prefix] = made, last
            if not known:
                await connection.execute(SWEEP, prefix + "%", made, last)


def _required(made: datetime | None) -> datetime:
    if made is None:
        raise nats.errors.Error("the broker did not say when the stream was made")
    return made
