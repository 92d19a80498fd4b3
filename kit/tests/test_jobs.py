"""Jobs: one run at a time, failed runs are tried again, old rows go."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from kit import batch, jobs
from kit.errors import Unavailable
from kit.jobs import PURGE_MACHINERY, Job, JobContext, run_every, run_once
from kit.observability import REGISTRY
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until

OLD_ROWS = (
    "INSERT INTO inbox (event_id, applied_at) SELECT g, now() - interval '8 days' FROM generate_series(1, 5) g",
    "INSERT INTO inbox (event_id, applied_at) VALUES (6, now() - interval '6 days')",
    "INSERT INTO idempotency (scope, operation, key, fingerprint, created_at)"
    " VALUES ('a', 'b', 'old', '', now() - interval '25 hours'), ('a', 'b', 'new', '', now() - interval '23 hours')",
    "INSERT INTO outbox (id, subject, envelope, recipients, broadcast, published_at)"
    " VALUES (1, 's', '{}', '{}', false, now() - interval '25 hours'), (2, 's', '{}', '{}', false, NULL),"
    " (3, 's', '{}', '{}', false, now() - interval '23 hours')",
)


def runs(outcome: str) -> float:
    return REGISTRY.get_sample_value("jobs_run_total", {"service": "admin", "job": "tried", "outcome": outcome}) or 0


async def test_old_machinery_rows_go_and_waiting_events_stay(
    things: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "CHUNK", 2)
    async with things.writing() as writer:
        for statement in OLD_ROWS:
            await writer.execute(statement)
    await things.run_job(PURGE_MACHINERY)
    for table, left in (("inbox", 1), ("idempotency", 1), ("outbox", 2)):
        assert await things.reader.fetchval(f"SELECT count(*) FROM {table}") == left
    assert await things.reader.fetchval("SELECT count(*) FROM outbox WHERE published_at IS NULL") == 1


async def test_a_job_does_not_run_beside_itself(things: ServiceUnderTest) -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def wait(_: JobContext) -> None:
        started.set()
        await finish.wait()

    job, context = Job("slow", wait, every=timedelta(hours=1)), JobContext(things.runtime, {})
    first = asyncio.create_task(run_once(context, job))
    await started.wait()
    assert await run_once(context, job) is False
    with pytest.raises(RuntimeError, match="slow is running already"):
        await batch.run_all([job], things.runtime)
    finish.set()
    assert await first is True
    assert await run_once(context, job) is True


async def test_a_failed_run_is_told_and_tried_again(things: ServiceUnderTest) -> None:
    ends = iter([ValueError("once"), Unavailable()])

    async def fail_at_first(context: JobContext) -> None:
        if (error := next(ends, None)) is not None:
            raise error
        assert await context.reader.fetchval("SELECT 1") == 1

    before = {outcome: runs(outcome) for outcome in ("failed", "unreachable", "ok")}
    job = Job("tried", fail_at_first, every=timedelta(milliseconds=5))
    running = asyncio.create_task(run_every(JobContext(things.runtime, {}), job))
    await until(lambda: runs("ok") > before["ok"])
    running.cancel()
    assert (runs("failed"), runs("unreachable")) == (before["failed"] + 1, before["unreachable"] + 1)
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_job_that_misses_being_told_to_end_is_the_last(things: ServiceUnderTest) -> None:
    """Seen to sleep until the next turn, an hour later, while the process was waited for."""
    missed = asyncio.Event()

    async def miss(_: JobContext) -> None:
        missed.set()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.Event().wait()

    running = asyncio.create_task(
        run_every(JobContext(things.runtime, {}), Job("miss", miss, every=timedelta(hours=1)))
    )
    await missed.wait()
    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=5)
    assert ended
    assert running.cancelled()
