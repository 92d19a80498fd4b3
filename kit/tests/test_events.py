"""Outbox, relay, JetStream, consumer, inbox, dead letters: on a real broker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client as Nats

from infra.nats.plan import plan
from infra.nats.reconcile import connect, reconcile
from kit import contracts
from kit.events import dead_letters
from kit.events.consumer import TRIES, Consumer
from kit.events.relay import LOCK_KEY, Relay
from kit.jobs import JobContext, run_queue
from kit.runtime import Runtime
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from kit.tests.conftest import NAME, WORKER, Note, ThingMade


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
        ended = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)
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


async def test_a_dead_letter_is_shown_and_sent_again(
    things: ServiceUnderTest, broker: Nats, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once its cause is gone it takes effect, once."""
    monkeypatch.setenv("NATS_URL", broker_url(things))
    poisonous = things.event("admin.thing_made", {"name": "poison"})
    dead = {"Nats-Msg-Id": "admin:1", "Dead-Subject": "ev.admin.thing_made", "Dead-Reason": "RuntimeError: poison"}
    healed = msgspec.json.encode(msgspec.structs.replace(poisonous, payload={"name": "healed"}))
    await broker.jetstream().publish("dead.admin.admin.thing_made", healed, headers=dead)
    await dead_letters.main("list", "admin")
    listed = capsys.readouterr().out
    assert "RuntimeError: poison" in listed
    assert "1 dead letters found" in listed
    assert await _dead(broker) == 1
    async with running(things):
        await dead_letters.main("replay")
        await until(lambda: effects(things, "healed"))
    assert "1 dead letters sent again" in capsys.readouterr().out
    assert await _dead(broker) == 0
    await dead_letters.main("list")
    assert "0 dead letters found" in capsys.readouterr().out


def broker_url(things: ServiceUnderTest) -> str:
    world = things.world
    host, port = world.topology.endpoint(world.topology.primary, "nats")
    return f"nats://infra:{world.secrets.password('nats/infra')}@{host}:{port}"


async def test_work_is_done_from_its_queue(things: ServiceUnderTest, broker: Nats) -> None:
    async with things.writing() as writer:
        for number in range(5):
            await writer.enqueue(NAME, "note", Note(name=f"note {number}"))
    async with running(things) as runtime:
        working = asyncio.create_task(run_queue(JobContext(runtime, {}), WORKER.queues[0]))
        await until(lambda: _count(things, 5), what="five notes")
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def test_an_event_nobody_here_asked_for_is_let_go(things: ServiceUnderTest, broker: Nats) -> None:
    """A subscription that was taken out leaves its events behind in the stream."""
    event = msgspec.json.encode(things.event("admin.thing_lost", {"name": "lost"}))
    await broker.jetstream().publish("ev.admin.thing_lost", event)
    await broker.jetstream().publish("ev.admin.thing_made", b"no event at all")
    async with running(things):
        await make(things, "b")
        await until(lambda: effects(things, "b"))
        await until(lambda: _settled(broker), what="nothing is under way but what cannot be read")


async def test_a_second_relay_waits_for_the_first(things: ServiceUnderTest, broker: Nats) -> None:
    async with running(things) as first:
        await make(things, "a")
        await until(lambda: effects(things, "a"))
        second = asyncio.create_task(Relay(first).run())
        await make(things, "b")
        await until(lambda: effects(things, "b"))
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
    assert await things.reader.fetchval("SELECT count(DISTINCT published_at) FROM outbox") == 2


async def test_a_missing_stream_is_waited_for(things: ServiceUnderTest, broker: Nats) -> None:
    for stream in ("EV_ADMIN", "JOB_ADMIN"):
        await broker.jetstream().delete_stream(stream)
    async with running(things):
        await make(things, "early")
        await remake(broker, things)
        await until(lambda: effects(things, "early"), within=20)


@pytest.mark.parametrize("background", ["relay", "consumer"])
async def test_it_ends_at_whatever_moment_it_is_told_to(
    things: ServiceUnderTest, broker: Nats, background: str
) -> None:
    """Seen to go on for ever at some of these moments, told to end just when the broker answered."""
    runtime = Runtime(NAME, things.world.environment("us-east", NAME))
    await runtime.open(wait_for_nats=True)
    for turns in range(24):
        work = Relay(runtime) if background == "relay" else Consumer(runtime, "EV_ADMIN", WORKER.subscriptions)
        task = asyncio.create_task(work.run())
        await until(lambda: _at_work(things, broker, background))
        if background == "relay":
            async with things.writing() as writer:
                await writer.emit(ThingMade(name=f"a{turns}"), actor=7, aggregate=("thing", 1, 1))
            await runtime.poke()
        else:
            await broker.publish(
                "ev.admin.thing_made", msgspec.json.encode(things.event("admin.thing_made", {"name": "a"}))
            )
            await broker.flush()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        ended, _ = await asyncio.wait({task}, timeout=5)
        assert ended, turns
    await runtime.close()


async def test_recipients_hear_of_it_at_once(things: ServiceUnderTest, broker: Nats) -> None:
    heard: list[bytes] = []
    await broker.subscribe("rt.u.77", cb=_into(heard))
    await broker.flush()
    async with things.writing() as writer:
        await writer.emit(ThingMade(name="a"), actor=7, aggregate=("thing", 1, 1), recipients=[77, 78])
    async with running(things):
        await until(lambda: len(heard) == 1)


async def _at_work(things: ServiceUnderTest, broker: Nats, background: str) -> bool:
    """Whether the relay holds its lock, or the consumer waits for events."""
    if background == "consumer":
        return bool((await broker.jetstream().consumer_info("EV_ADMIN", NAME)).num_waiting)
    locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted"
    return bool(await things.reader.fetchval(locks, LOCK_KEY))


async def _settled(broker: Nats) -> bool:
    info = await broker.jetstream().consumer_info("EV_ADMIN", NAME)
    return (info.num_pending or 0) == 0 and (info.num_ack_pending or 0) <= 1


async def _count(things: ServiceUnderTest, wanted: int) -> bool:
    return bool(await things.reader.fetchval("SELECT count(*) FROM effect") == wanted)


async def _dead(broker: Nats) -> int:
    return (await broker.jetstream().stream_info("DEAD")).state.messages


def _into(heard: list[bytes]):  # type: ignore[no-untyped-def]
    async def listen(message) -> None:  # type: ignore[no-untyped-def]
        heard.append(message.data)

    return listen
