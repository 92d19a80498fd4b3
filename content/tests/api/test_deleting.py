from __future__ import annotations

import pytest

from content.tests.factories import ALICE, BOB, published
from kit.testing.service import ServiceUnderTest


async def test_deleting_leaves_a_tombstone_without_text(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE, pictures=2, caption="canary")
    answer = await content.api.delete(f"/content/posts/{post.id}", viewer=ALICE)
    assert (answer.status, answer.body) == (204, b"")
    row = await content.reader.fetchrow("SELECT state, caption, version FROM post")
    assert row is not None
    assert tuple(row) == ("deleted", "", 2)
    assert await content.reader.fetchval("SELECT string_agg(alt || blur, '') FROM post_media") == ""
    created, deleted = await content.outbox()
    assert created.type == "content.post_created"
    assert (deleted.type, deleted.actor, deleted.aggregate.version) == ("content.post_deleted", str(ALICE), 2)
    assert deleted.payload == {
        "post_id": str(post.id),
        "author_id": str(ALICE),
        "media_ids": [str(picture.media_id) for picture in post.media],
    }


async def test_deleting_twice_is_deleting_once(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE)
    await published(content, ALICE)
    for _ in range(2):
        assert (await content.api.delete(f"/content/posts/{post.id}", viewer=ALICE)).status == 204
    assert len(await content.outbox("content.post_deleted")) == 1
    assert await content.reader.fetchval("SELECT posts FROM author WHERE id = $1", ALICE) == 1


async def test_an_archived_post_was_not_counted_any_more(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE)
    async with content.writing() as writer:
        await writer.execute("UPDATE post SET state = 'archived', version = 2")
        await writer.execute("UPDATE author SET posts = 0")
    assert (await content.api.delete(f"/content/posts/{post.id}", viewer=ALICE)).status == 204
    assert await content.reader.fetchval("SELECT posts FROM author") == 0


@pytest.mark.parametrize(("viewer", "status"), [(BOB, 404), (None, 401)], ids=["stranger", "anonymous"])
async def test_only_the_owner_deletes(content: ServiceUnderTest, viewer: int | None, status: int) -> None:
    post = await published(content, ALICE)
    assert (await content.api.delete(f"/content/posts/{post.id}", viewer=viewer)).status == status
    assert (await content.api.delete("/content/posts/7", viewer=ALICE)).code == "post_not_found"
    assert await content.outbox("content.post_deleted") == []


async def test_an_edge_writes_nothing(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE)
    answer = await content.edge.delete(f"/content/posts/{post.id}", viewer=ALICE)
    assert (answer.status, answer.code) == (421, "wrong_region")
