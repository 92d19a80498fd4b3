from __future__ import annotations

from datetime import timedelta

import pytest

from kit import clock
from kit.ids import new_id
from kit.jobs import Job
from kit.testing.service import ServiceUnderTest
from media_server.batch.copy_missing import PATIENCE, copy_missing
from media_server.batch.main import JOBS
from media_server.batch.sweep_objects import GRACE, sweep_objects
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


async def test_only_old_objects_that_nobody_registered_are_swept(
    media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    kept, orphan, deleted = a_receipt(media), a_receipt(media), a_receipt(media)
    edge = media_world.stores(EDGE)
    for receipt in (kept, orphan, deleted):
        await edge.put(EDGE, receipt.key, FILES)
    post = new_id()
    await media.deliver(post_created(media, new_id(), kept), post_created(media, post, deleted))
    await media.deliver(post_deleted(media, post, deleted))
    stores = media_world.stores(media_world.topology.primary)

    await media.run_job(SWEEP, stores=stores)
    assert await _exists(edge, orphan.key)

    with clock.at(clock.now() + GRACE + timedelta(hours=1)):
        await media.run_job(SWEEP, stores=stores)
        await media.run_job(SWEEP, stores=stores)
    assert await _exists(edge, kept.key)
    assert not await _exists(edge, orphan.key)
    assert not await _exists(edge, deleted.key)


async def test_a_store_that_is_away_does_not_stop_the_sweep(
    media: ServiceUnderTest, media_world: MediaWorld, monkeypatch: pytest.MonkeyPatch
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

    assert not await _exists(edge, orphan.key)


def test_every_job_has_its_own_name() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
