from __future__ import annotations

import msgspec
import pytest

from kit.events import Aggregate, Envelope
from kit.ids import new_id
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from media_server.domain import deletion
from media_server.domain.deletion import Deletions, Graveyard
from media_server.domain.events import MediaDeleted
from media_server.domain.stores import Stores
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import a_receipt, post_created, post_deleted
from media_server.tests.purges import Purges

FILES = {"320.avif": b"avif", "320.jpg": b"jpg"}


async def _exists(stores: Stores, region: str, key: str) -> bool:
    try:
        await stores.fetch(region, EDGE, key, FILES)
    except FileNotFoundError:
        return False
    return True


async def test_a_deletion_reaches_stores_and_cdn_by_the_replica_alone(
    media: ServiceUnderTest, media_world: MediaWorld, purges: Purges
) -> None:
    """No relay runs here, so the broker says nothing: this is how an edge learns after a cut."""
    post, receipt = new_id(), a_receipt(media)
    stores = media_world.stores(EDGE)
    await stores.put(EDGE, receipt.key, FILES)
    await stores.put_original(EDGE, receipt.key, b"original")

    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))

    async def gone() -> bool:
        return receipt.key in purges.keys and not await _exists(stores, EDGE, receipt.key)

    await until(gone)


async def test_a_deletion_is_heard_from_the_broker(
    media: ServiceUnderTest, media_world: MediaWorld, purges: Purges
) -> None:
    """There is no row behind this event: the replica cannot have told."""
    receipt = a_receipt(media)
    stores = media_world.stores(EDGE)
    await stores.put(EDGE, receipt.key, FILES)
    event = media.event(MediaDeleted.event_type, MediaDeleted(media_id=receipt.media_id, key=receipt.key, homes=[EDGE]))

    async def gone() -> bool:
        await media.runtime.nats.publish(f"rt.all.{MediaDeleted.event_type}", msgspec.json.encode(event))
        return receipt.key in purges.keys and not await _exists(stores, EDGE, receipt.key)

    await until(gone)


async def test_the_cache_is_purged_again_after_the_longest_fill(
    media: ServiceUnderTest,
    media_world: MediaWorld,
    purges: Purges,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setattr(deletion, "_PURGE_AGAIN_AFTER", (0.05, 0.05))
    post, receipt = new_id(), a_receipt(media)
    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))
    graveyard = Graveyard(tmp_path_factory.mktemp("spool"))
    deletions = Deletions(graveyard, media_world.stores(EDGE), purges.url)
    before = purges.keys.count(receipt.key)

    await deletions.catch_up(media.reader)
    noted = [tombstone.key for tombstone in graveyard.noted()]

    async def done() -> bool:
        return not graveyard.noted()

    await until(done)
    await deletions.close()
    assert receipt.key in noted
    assert purges.keys.count(receipt.key) - before >= 4


async def test_a_region_that_is_away_delays_a_deletion_and_a_new_process_goes_on(
    media: ServiceUnderTest, media_world: MediaWorld, purges: Purges, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp("spool")
    post, receipt = new_id(), a_receipt(media)
    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))
    deletions = Deletions(Graveyard(directory), media_world.stores(EDGE), "http://127.0.0.1:9/_purge")
    await deletions.catch_up(media.reader)
    await deletions.close()

    graveyard = Graveyard(directory)
    assert [tombstone.key for tombstone in graveyard.noted()] == [receipt.key]
    assert graveyard.checkpoint > deletion._EPOCH


async def test_what_is_done_is_not_begun_again_within_the_overlap(
    media: ServiceUnderTest,
    media_world: MediaWorld,
    purges: Purges,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setattr(deletion, "_PURGE_AGAIN_AFTER", (0.01,))
    post, receipt = new_id(), a_receipt(media)
    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))
    graveyard = Graveyard(tmp_path_factory.mktemp("spool"))
    deletions = Deletions(graveyard, media_world.stores(EDGE), None)

    async def done() -> bool:
        return not graveyard.noted()

    await deletions.catch_up(media.reader)
    await until(done)
    await deletions.catch_up(media.reader)

    assert graveyard.noted() == []
    await deletions.close()


def test_an_envelope_of_the_broker_is_understood() -> None:
    event = Envelope(
        id="1",
        type=MediaDeleted.event_type,
        version=1,
        occurred_at=deletion._EPOCH,
        aggregate=Aggregate("media", "1", 2),
        payload=MediaDeleted(media_id="1", key="k" * 22, homes=[EDGE]),
    )

    assert msgspec.json.decode(msgspec.json.encode(event), type=Envelope[MediaDeleted]).payload.homes == [EDGE]
