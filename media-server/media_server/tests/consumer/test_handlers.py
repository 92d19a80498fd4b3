from __future__ import annotations

import pytest

from kit.ids import new_id
from kit.jobs import JobContext
from kit.testing.service import ServiceUnderTest
from media_server.consumer.handlers import on_copy
from media_server.domain.commands import CopyJob
from media_server.domain.copying import RenditionsMissing
from media_server.domain.model import Receipt
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import ALICE, a_receipt, avatar_changed, post_created, post_deleted

FILES = {"320.avif": b"avif", "320.jpg": b"jpg"}


async def state(media: ServiceUnderTest, receipt: Receipt) -> str | None:
    return await media.reader.fetchval("SELECT state FROM media WHERE key = $1", receipt.key)  # type: ignore[no-any-return]


async def tombstones(media: ServiceUnderTest) -> set[str]:
    return {row["key"] for row in await media.reader.fetch("SELECT key FROM tombstone")}


async def copy(media: ServiceUnderTest, media_world: MediaWorld, receipt: Receipt) -> None:
    stores = media_world.stores(media_world.topology.primary)
    await on_copy(JobContext(media.runtime, {"stores": stores}), CopyJob(receipt.key))


async def test_a_post_registers_its_pictures_and_orders_one_copy_each(media: ServiceUnderTest) -> None:
    one, two = a_receipt(media), a_receipt(media)

    await media.deliver(post_created(media, new_id(), one, two))

    assert await media.reader.fetchval("SELECT count(*) FROM media") == 2
    assert await state(media, one) == "registered"
    jobs = await media.outbox("job.media_server.copy")
    assert [job.payload for job in jobs] == [{"key": one.key}, {"key": two.key}]


async def test_deleting_a_post_deletes_its_pictures_once(media: ServiceUnderTest) -> None:
    post, receipt = new_id(), a_receipt(media)

    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))

    assert await state(media, receipt) == "deleted"
    assert await tombstones(media) == {receipt.key}
    (event,) = await media.outbox("media_server.media_deleted")
    assert event.payload == {"media_id": receipt.media_id, "key": receipt.key, "homes": [EDGE]}


async def test_a_deletion_that_overtakes_its_post_still_deletes(media: ServiceUnderTest) -> None:
    post, receipt = new_id(), a_receipt(media)
    created = post_created(media, post, receipt)
    deleted = post_deleted(media, post, receipt)

    await media.deliver(deleted, created)

    assert await state(media, receipt) == "deleted"
    assert await tombstones(media) == {receipt.key}


async def test_nobody_deletes_a_picture_by_naming_it_in_an_own_post(media: ServiceUnderTest) -> None:
    receipt = a_receipt(media)

    await media.deliver(post_created(media, new_id(), receipt), post_deleted(media, new_id(), receipt))

    assert await state(media, receipt) == "registered"


async def test_a_picture_in_two_posts_goes_with_the_second(media: ServiceUnderTest) -> None:
    first, second, receipt = new_id(), new_id(), a_receipt(media)
    await media.deliver(post_created(media, first, receipt), post_created(media, second, receipt))

    await media.deliver(post_deleted(media, first, receipt))
    assert await state(media, receipt) == "registered"

    await media.deliver(post_deleted(media, second, receipt))
    assert await state(media, receipt) == "deleted"


async def test_a_new_avatar_deletes_the_one_before(media: ServiceUnderTest) -> None:
    one, two = a_receipt(media, kind="avatar"), a_receipt(media, kind="avatar")

    await media.deliver(avatar_changed(media, one), avatar_changed(media, two, one))

    assert (await state(media, one), await state(media, two)) == ("deleted", "registered")


async def test_avatar_changes_in_any_order_keep_only_the_last(media: ServiceUnderTest) -> None:
    one, two = a_receipt(media, kind="avatar"), a_receipt(media, kind="avatar")
    changes = [avatar_changed(media, one), avatar_changed(media, two, one), avatar_changed(media, None, two)]

    await media.deliver(*reversed(changes))

    assert (await state(media, one), await state(media, two)) == ("deleted", "deleted")


async def test_a_deleted_account_loses_its_avatar(media: ServiceUnderTest) -> None:
    receipt = a_receipt(media, kind="avatar")
    await media.deliver(avatar_changed(media, receipt))

    await media.deliver(media.event("user.account_deleted", {"account_id": str(ALICE)}))

    assert await state(media, receipt) == "deleted"


async def test_a_copy_makes_media_ready_once(media: ServiceUnderTest, media_world: MediaWorld) -> None:
    receipt = a_receipt(media)
    await media_world.stores(EDGE).put(EDGE, receipt.key, FILES)
    await media.deliver(post_created(media, new_id(), receipt))

    await copy(media, media_world, receipt)
    await copy(media, media_world, receipt)

    primary = media_world.stores(media_world.topology.primary)
    assert await primary.fetch(primary.region, EDGE, receipt.key, FILES) == FILES
    assert await state(media, receipt) == "ready"
    assert len(await media.outbox("media_server.media_ready")) == 1


async def test_a_copy_of_what_was_deleted_meanwhile_does_not_stay(
    media: ServiceUnderTest, media_world: MediaWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deletion comes between fetching and finishing. Without the second look the copy would stay for ever."""
    post, receipt = new_id(), a_receipt(media)
    await media_world.stores(EDGE).put(EDGE, receipt.key, FILES)
    await media.deliver(post_created(media, post, receipt))
    stores = media_world.stores(media_world.topology.primary)
    put = stores.put

    async def put_and_delete(home: str, key: str, files: dict[str, bytes]) -> None:
        await put(home, key, files)
        await media.deliver(post_deleted(media, post, receipt))

    monkeypatch.setattr(stores, "put", put_and_delete)
    await on_copy(JobContext(media.runtime, {"stores": stores}), CopyJob(receipt.key))

    with pytest.raises(FileNotFoundError):
        await stores.fetch(stores.region, EDGE, receipt.key, FILES)
    assert await state(media, receipt) == "deleted"


async def test_a_copy_of_lost_renditions_is_a_failure_not_a_wait(
    media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    receipt = a_receipt(media)
    await media.deliver(post_created(media, new_id(), receipt))

    with pytest.raises(RenditionsMissing):
        await copy(media, media_world, receipt)


async def test_copies_of_unknown_and_deleted_media_end_quietly(
    media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    post, receipt = new_id(), a_receipt(media)
    await copy(media, media_world, receipt)
    await media.deliver(post_created(media, post, receipt), post_deleted(media, post, receipt))

    await copy(media, media_world, receipt)

    assert await media.outbox("media_server.media_ready") == []
