"""Outbox, relay, JetStream, consumer, inbox, dead letters: on a real broker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import nats
import pytest_asyncio
from nats.aio.client import Client as Nats

from infra.nats.plan import plan
from infra.nats.reconcile import connect, reconcile
from kit import contracts
from kit.events.consumer import TRIES, Consumer
from kit.events.relay import Relay
from kit.runtime import Runtime
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from kit.tests.conftest import NAME, WORKER


@asynccontextmanager
async def running(things: ServiceUnderTest) -> AsyncIterator[Runtime]:
    """Relay and consumer of the service, until the block ends."""
    runtime = Runtime(NAME, things.world.environment("us-east", NAME))
    await runtime.open(wait_for_nats=True)
    tasks = [
        asyncio.create_task(Relay(runtime).run()),
        asyncio.create_task(Consumer(runtime, "EV_ADMIN", WORKER.subscriptions).run()),
    ]
    try:
        yield runtime
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        await runtime.close()
        assert all(isinstance(result, asyncio.CancelledError) for result in ended), ended


@pytest_asyncio.fixture(loop_scope="session")
async def broker(things: ServiceUnderTest) -> AsyncIterator[Nats]:
    """The operator's connection, with empty streams as the contract wants them."""
    client = await connect(things.world.topology, things.world.secrets)
    await remake(client, things)
    yield client
    await client.close()


async def remake(client: Nats, things: ServiceUnderTest) -> None:
    js = client.jetstream()
    for stream in ("EV_ADMIN", "JOB_ADMIN", "DEAD"):
        try:
            await js.delete_stream(stream)
        except nats.js.errors.NotFoundError:
            continue
    await reconcile(js, plan(things.world.topology, [contracts.events(WORKER)]))


async def effects(things: ServiceUnderTest, name: str) -> int:
    count: int = await things.reader.fetchval("SELECT count(*) FROM effect WHERE name = $1", name)
    return count


async def make(things: ServiceUnderTest, name: str) -> None:
    assert (await things.api.post("/admin/things", viewer=7, json={"name": name})).status == 201


async def all_published(things: ServiceUnderTest) -> bool:
    return not await things.reader.fetchval("SELECT count(*) FROM outbox WHERE published_at IS NULL")


async def test_each_event_takes_effect_once(things: ServiceUnderTest, broker: Nats) -> None:
    heard: list[bytes] = []
    await broker.subscribe("rt.all.admin.thing_made", cb=_into(heard))
    await broker.flush()
    async with running(things):
        for number in range(20):
            await make(things, f"n{number}")
        await until(lambda: _count(things, 20), what="20 effects")
        await until(lambda: all_published(things))
    assert await things.reader.fetchval("SELECT count(DISTINCT name) FROM effect") == 20
    assert len(heard) == 20
    assert b'"min_lsn":"0"' not in heard[0]


async def test_redelivered_events_change_nothing(things: ServiceUnderTest, broker: Nats) -> None:
    async with running(things):
        await make(things, "a")
        await until(lambda: effects(things, "a"))
        row = await things.reader.fetchrow("SELECT id, subject, envelope FROM outbox")
        assert row is not None
        await broker.jetstream().publish(row["subject"], row["envelope"], headers={"Nats-Msg-Id": "another"})
        await make(things, "b")
        await until(lambda: effects(things, "b"))
    assert await effects(things, "a") == 1


async def test_a_deleted_store_loses_nothing(things: ServiceUnderTest, broker: Nats) -> None:
    """Seen to fail with the sweep taken out: the new stream stays empty."""
    async with running(things):
        await make(things, "before")
        await until(lambda: effects(things, "before"))
        await until(lambda: all_published(things))
    async with things.writing() as writer:
        await writer.execute("DELETE FROM effect")
        await writer.execute("DELETE FROM inbox")
    await remake(broker, things)
    async with running(things):
        await until(lambda: effects(things, "before"), what="published again")
        await make(things, "after")
        await until(lambda: effects(things, "after"))


async def test_poison_is_buried_and_does_not_hold_up_others(things: ServiceUnderTest, broker: Nats) -> None:
    async with running(things):
        await make(things, "poison")
        await make(things, "b")
        await until(lambda: effects(things, "b"), within=1.5)
        dead = await until(lambda: _dead(broker), within=30)
    assert dead == 1
    assert TRIES <= 8
    assert await effects(things, "poison") == 0


async def _count(things: ServiceUnderTest, wanted: int) -> bool:
    return bool(await things.reader.fetchval("SELECT count(*) FROM effect") == wanted)


async def _dead(broker: Nats) -> int:
    return (await broker.jetstream().stream_info("DEAD")).state.messages


def _into(heard: list[bytes]):  # type: ignore[no-untyped-def]
    async def listen(message) -> None:  # type: ignore[no-untyped-def]
        heard.append(message.data)

    return listen
