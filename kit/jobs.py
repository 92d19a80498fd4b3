"""Scheduled jobs and work queues: chunked, resumable, repeatable, one run at a time."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from kit import observability
from kit.cancel import raise_if_cancelled
from kit.db.session import Reader, Writer
from kit.events.consumer import UNREACHABLE, keep_alive, messages, settle
from kit.events.envelope import Envelope

if TYPE_CHECKING:
    from nats.aio.msg import Msg

    from kit.runtime import Runtime

CHUNK = 1_000
# What somebody has deleted may stand in an envelope or in an answer that is kept for a repetition: for a day.
PURGES = (
    (
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE published_at < now() - $1::interval LIMIT $2)",
        timedelta(hours=24),
    ),
    (
        "DELETE FROM inbox WHERE event_id IN (SELECT event_id FROM inbox WHERE applied_at < now() - $1::interval LIMIT $2)",
        timedelta(days=7),
    ),
    (
        "DELETE FROM idempotency WHERE ctid IN"
        " (SELECT ctid FROM idempotency WHERE created_at < now() - $1::interval LIMIT $2)",
        timedelta(hours=24),
    ),
)


class JobContext:
    """What a job works with; `state` holds what the worker's lifespan opened."""

    def __init__(self, runtime: Runtime, state: dict[str, Any]) -> None:
        self.runtime = runtime
        self.state = state

    @property
    def reader(self) -> Reader:
        return self.runtime.database.reader

    @asynccontextmanager
    async def writer(self) -> AsyncIterator[Writer]:
        """One transaction for one chunk; committed when the block ends well."""
        async with self.runtime.database.writing() as writer:
            yield writer
        await self.runtime.poke()


class Job:
    """`Job("purge_sessions", run, every=timedelta(hours=1))`: run at start and then every so often."""

    def __init__(self, name: str, run: Callable[[JobContext], Awaitable[None]], *, every: timedelta) -> None:
        self.name = name
        self.run = run
        self.every = every


class Queue:
    """`Queue("copy", on_copy, concurrency=2)`: work put in by `Writer.enqueue`, done by `on_copy(context, job)`."""

    def __init__(
        self, name: str, handler: Callable[[JobContext, Any], Awaitable[None]], *, body: type[Any], concurrency: int = 2
    ) -> None:
        self.name = name
        self.handler = handler
        self.concurrency = concurrency
        self.decoder = msgspec.json.Decoder(Envelope[body])  # type: ignore[valid-type]


Lifespan = Callable[[JobContext], AbstractAsyncContextManager[None]]


async def run_once(context: JobContext, job: Job) -> bool:
    """Run a job now unless it is running already; answers whether it ran."""
    key = zlib.crc32(job.name.encode())
    async with context.runtime.database.write_pool.acquire() as connection:
        if not await connection.fetchval("SELECT pg_try_advisory_lock(7002, $1::int)", key - (1 << 31)):
            return False
        try:
            await job.run(context)
        finally:
            if not connection.is_closed():
                await connection.execute("SELECT pg_advisory_unlock(7002, $1::int)", key - (1 << 31))
    return True


async def run_every(context: JobContext, job: Job) -> None:
    """Run a job again and again; a failed run is logged and tried at the next turn."""
    service = context.runtime.service
    while True:
        outcome = "ok"
        try:
            await run_once(context, job)
        except UNREACHABLE:
            outcome = "unreachable"
        except Exception as error:  # the next run may succeed
            outcome = "failed"
            observability.log(service).error("job_failed", job=job.name, exc_info=error)
        observability.jobs_run.labels(service, job.name, outcome).inc()
        raise_if_cancelled()
        await asyncio.sleep(job.every.total_seconds())


async def run_queue(context: JobContext, queue: Queue) -> None:
    """Do a queue's work, `concurrency` items at a time."""
    account = context.runtime.service.replace("-", "_")
    places = asyncio.Semaphore(queue.concurrency)
    held: dict[str, Msg] = {}

    def done(message: Msg, _: object) -> None:
        held.pop(message.reply, None)
        places.release()

    async with asyncio.TaskGroup() as group:
        group.create_task(keep_alive(held))
        async for message in messages(context.runtime, f"JOB_{account.upper()}", f"{account}_{queue.name}"):
            await places.acquire()
            held[message.reply] = message
            task = group.create_task(_do(context, queue, message))
            task.add_done_callback(partial(done, message))


async def _do(context: JobContext, queue: Queue, message: Msg) -> None:
    async def effect() -> str:
        event = queue.decoder.decode(message.data)
        observability.set_traceparent(event.trace)
        await queue.handler(context, event.payload)
        return "applied"

    await settle(context.runtime, message, f"job.{queue.name}", effect)


async def purge_machinery(context: JobContext) -> None:
    """Delete outbox, inbox and idempotency rows that nothing can ask for any more."""
    for statement, age in PURGES:
        while True:
            async with context.writer() as writer:
                deleted = await writer.execute(statement, age, CHUNK)
            if int(deleted.rpartition(" ")[2]) < CHUNK:
                break


PURGE_MACHINERY = Job("purge_machinery", purge_machinery, every=timedelta(minutes=30))
