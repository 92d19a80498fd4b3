from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client as Nats

from kit import clock
from kit.ids import new_id
from kit.jobs import Job
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from media_server.batch.copy_missing import PATIENCE, copy_missing
from media_server.batch.main import JOBS
from media_server.batch.sweep_objects import GRACE, sweep_objects
from media_server.domain.commands import bury_orphans, mark_swept
from media_server.domain.stores import Stores
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import a_receipt, post_created, post_deleted

FILES = {"320.avif": b"avif", "320.jpg": b"jpg"}
COPY_MISSING = Job("copy_missing", copy_missing, every=timedelta(minutes=5))
SWEEP = Job("sweep_objects", sweep_objects, every=timedelta(hours=6))


async def test_copies_that_never_came_are_ordered_again(media: ServiceUnderTest) -> None:
    receipt = a_receipt(media)
    await media.deliver(post_created(media, new_id(), receipt))

    await media.run_job(COPY_MISSING)
    assert len(await media.outbox("job.media_server.copy")) == 1

    with clock.at(clock.now() + PATIENCE + timedelta(minutes=1)):
        await media.run_job(COPY_MISSING)
    assert [job.payload for job in await media.outbox("job.media_server.copy")] == [{"key": receipt.key}] * 2


async def _exists(stores: Stores, key: str) -> bool:
    try:
        await stores.fetch(EDGE, EDGE, key, FILES)
    except FileNotFoundError:
        return False
    return True


async def _gone(stores: Stores, key: str) -> bool:
    return not await _exists(stores, key)


async def _buried(media: ServiceUnderTest) -> set[str]:
    return {row["key"] for row in await media.reader.fetch("SELECT key FROM tombstone")}


@pytest_asyncio.fixture(loop_scope="session")
async def quiet(media: ServiceUnderTest) -> AsyncIterator[Nats]:
    """The broker without events that wait for media-server."""
    address = media.world.topology.endpoint(media.world.topology.primary, "nats")
    broker = await nats.connect("nats://infra:{}@{}:{}".format(media.world.secrets.password("nats/infra"), *address))
    for stream in ("EV_CONTENT", "EV_USER"):
        await broker.jetstream().purge_stream(stream)
    yield broker
    await broker.jetstream().purge_stream("EV_CONTENT")
    await broker.close()


async def test_only_old_objects_that_nobody_registered_are_collected(
    media: ServiceUnderTest, media_world: MediaWorld, quiet: Nats
) -> None:
    """With tombstone, originals and the word to every cache, as for a deletion; once, however often it runs."""
    kept, orphan, deleted = a_receipt(media), a_receipt(media), a_receipt(media)
    edge = media_world.stores(EDGE)
    for receipt in (kept, orphan, deleted):
        await edge.put(EDGE, receipt.key, FILES)
    await edge.put_original(EDGE, orphan.key, b"original")
    post = new_id()
    await media.deliver(post_created(media, new_id(), kept), post_created(media, post, deleted))
    await media.deliver(post_deleted(media, post, deleted))
    stores = media_world.stores(media_world.topology.primary)

    await media.run_job(SWEEP, stores=stores)
    assert await _buried(media) == {deleted.key}

    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=stores)
        await media.run_job(SWEEP, stores=stores)
    assert orphan.key in await _buried(media)
    assert kept.key not in await _buried(media)
    told = [event.payload["key"] for event in await media.outbox("media_server.media_deleted")]
    assert (told.count(orphan.key), kept.key in told) == (1, False)
    await until(lambda: _gone(edge, orphan.key))
    await until(lambda: _gone(edge, deleted.key))
    assert await _exists(edge, kept.key)
    with pytest.raises(FileNotFoundError):
        await edge._originals[EDGE].head_async(f"{EDGE}/{orphan.key}")


async def test_a_receipt_in_flight_is_not_collected(
    media: ServiceUnderTest, media_world: MediaWorld, quiet: Nats
) -> None:
    """The post was made in the receipt's last minute, and its event still waits in the stream."""
    receipt = a_receipt(media)
    await media_world.stores(EDGE).put(EDGE, receipt.key, FILES)
    await quiet.jetstream().publish("ev.content.post_created", b"{}")
    stores = media_world.stores(media_world.topology.primary)

    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=stores)
    assert await _buried(media) == set()

    await quiet.jetstream().purge_stream("EV_CONTENT")
    await media.deliver(post_created(media, new_id(), receipt))
    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=stores)
    assert receipt.key not in await _buried(media)


async def test_registering_and_burying_wait_for_each_other(media: ServiceUnderTest) -> None:
    """Seen to leave a tombstone on a picture that is shown, without `lock_key`."""
    first, second = a_receipt(media), a_receipt(media)
    async with media.writing() as writer:
        await bury_orphans(writer, [(EDGE, first.key)])
        registering = asyncio.create_task(media.deliver(post_created(media, new_id(), first)))
        await asyncio.wait({registering}, timeout=0.2)
        assert not registering.done()
    await registering
    await media.deliver(post_created(media, new_id(), second))
    async with media.writing() as writer:
        assert await bury_orphans(writer, [(EDGE, second.key)]) == 0

    states = {r["key"]: r["state"] for r in await media.reader.fetch("SELECT key, state FROM media")}
    assert states == {first.key: "deleted", second.key: "registered"}
    assert [job.payload for job in await media.outbox("job.media_server.copy")] == [{"key": second.key}]


async def test_a_sweep_goes_on_where_the_last_one_ended(
    media: ServiceUnderTest, media_world: MediaWorld, quiet: Nats
) -> None:
    receipt = a_receipt(media)
    edge = media_world.stores(EDGE)
    await edge.put(EDGE, receipt.key, FILES)
    async with media.writing() as writer:
        await mark_swept(writer, EDGE, f"{EDGE}/{receipt.key}/~")
    stores = media_world.stores(media_world.topology.primary)

    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=stores)
        assert receipt.key not in await _buried(media)
        await media.run_job(SWEEP, stores=stores)
    assert receipt.key in await _buried(media)


async def test_a_store_that_is_away_does_not_stop_the_sweep(
    media: ServiceUnderTest, media_world: MediaWorld, quiet: Nats, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = a_receipt(media)
    edge = media_world.stores(EDGE)
    await edge.put(EDGE, orphan.key, FILES)
    environment = media_world.environment(media_world.topology.primary, "media-server")
    broken = environment["MEDIA_SERVER_STORES"].replace(
        "http://{}:{}".format(*media_world.topology.endpoint("us-east", "s3")), "http://127.0.0.1:9"
    )
    monkeypatch.setattr(media_world, "environment", lambda *_: environment | {"MEDIA_SERVER_STORES": broken})

    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=media_world.stores("us-east"))

    assert orphan.key in await _buried(media)


def test_every_job_has_its_own_name() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
