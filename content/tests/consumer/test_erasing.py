from __future__ import annotations

import pytest

from content.consumer.handlers import on_erase_posts
from content.domain import limits
from content.domain.commands import ErasePosts
from content.tests.factories import ALICE, BOB, archive, published
from kit.jobs import JobContext
from kit.testing.service import ServiceUnderTest


async def ordered(content: ServiceUnderTest) -> list[int]:
    """Whose posts the worker is to erase."""
    return [int(job.payload["author_id"]) for job in await content.outbox("job.content.erase_posts")]


async def work(content: ServiceUnderTest) -> int:
    """Do the work that is ordered and whatever it orders, each twice; how often it was ordered."""
    done = 0
    while done < len(await ordered(content)):
        for _ in range(2):
            await on_erase_posts(JobContext(content.runtime, {}), ErasePosts((await ordered(content))[done]))
        done += 1
    return done


async def test_the_posts_of_a_deleted_account_go_as_if_deleted_one_by_one(
    content: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In chunks of one, archived ones too, nobody else's. Seen to fail with a command that stops after one chunk."""
    monkeypatch.setattr(limits, "ERASE_CHUNK", 1)
    posts = [await published(content, ALICE, pictures=2, caption=f"canary {number}") for number in range(5)]
    kept = await published(content, BOB)
    await archive(content, posts[3].id)
    await content.api.delete(f"/content/posts/{posts[4].id}", viewer=ALICE)
    async with content.writing() as writer:
        await writer.execute("INSERT INTO post_revision VALUES ($1, 1, 'canary edit', '[]', now())", posts[0].id)
        await writer.execute("UPDATE author SET posts = 3 WHERE id = $1", ALICE)
    await content.deliver(content.event("user.account_deleted", {"account_id": str(ALICE)}))
    assert await ordered(content) == [ALICE]
    await work(content)
    living = await content.reader.fetch("SELECT id FROM post WHERE state <> 'deleted'")
    assert [row["id"] for row in living] == [kept.id]
    for table in ("post", "post_media", "post_revision"):
        assert not await content.reader.fetchval(
            f"SELECT count(*) FROM {table} t WHERE position('canary' in t::text) > 0"
        )
    deleted = await content.outbox("content.post_deleted")
    assert sorted(int(event.payload["post_id"]) for event in deleted) == sorted(post.id for post in posts)
    named = {media_id for event in deleted for media_id in event.payload["media_ids"]}
    assert named == {str(picture.media_id) for post in posts for picture in post.media}
    counted = {row["id"]: row["posts"] for row in await content.reader.fetch("SELECT id, posts FROM author")}
    assert counted == {ALICE: 0, BOB: 1}


async def test_somebody_who_published_nothing_leaves_nothing(content: ServiceUnderTest) -> None:
    await content.deliver(content.event("user.account_deleted", {"account_id": str(ALICE)}))
    assert await work(content) == 1
    assert not await content.outbox("content.post_deleted")
