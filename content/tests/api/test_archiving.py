from __future__ import annotations

import asyncio

import pytest

from content.batch.recount_posts import RECOUNT_POSTS
from content.tests.factories import ALICE, BOB, CAROL, archive, published
from kit.testing.service import ServiceUnderTest

pytestmark = pytest.mark.usefixtures("people")


async def count(content: ServiceUnderTest) -> int:
    counted: int = await content.reader.fetchval("SELECT posts FROM author WHERE id = $1", ALICE)
    return counted


async def listed(content: ServiceUnderTest, path: str, viewer: int | None) -> list[str]:
    return [item["id"] for item in (await content.api.get(path, viewer=viewer)).json()["items"]]


async def test_an_archived_post_is_its_authors_alone_until_it_is_shown_again(content: ServiceUnderTest) -> None:
    post, other = await published(content, ALICE), await published(content, ALICE)
    path = f"/content/posts/{post.id}/archive"
    answer = await content.api.put(path, viewer=ALICE)
    assert answer.status == 200, answer
    assert (answer.json()["version"], answer.json()["archived"]) == (2, True)
    assert await count(content) == 1
    grid = f"/content/accounts/{ALICE}/posts"
    for viewer in (ALICE, BOB, None):
        assert await listed(content, grid, viewer) == [str(other.id)]
    assert await listed(content, "/content/archive", ALICE) == [str(post.id)]
    assert await listed(content, "/content/archive", BOB) == []
    held = await content.api.get("/content/posts", params={"ids": f"{post.id}:2"}, viewer=ALICE)
    assert held.json()["items"] == [
        {"id": str(post.id), "version": 2, "own": True, "archived": True, "unchanged": True}
    ]

    back = await content.api.delete(path, viewer=ALICE)
    assert (back.status, back.json()["version"], "archived" in back.json()) == (200, 3, False)
    assert await count(content) == 2
    assert await listed(content, grid, None) == [str(other.id), str(post.id)]
    assert await listed(content, "/content/archive", ALICE) == []
    news = [(event.type, event.aggregate.version, event.payload) for event in (await content.outbox())[2:]]
    payload = {"post_id": str(post.id), "author_id": str(ALICE)}
    assert news == [("content.post_archived", 2, payload), ("content.post_unarchived", 3, payload)]


async def test_doing_it_again_changes_nothing_and_counts_are_exact_in_a_race(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE)
    await published(content, ALICE)
    path = f"/content/posts/{post.id}/archive"
    for act, left in ((content.api.put, 1), (content.api.delete, 2)):
        answers = await asyncio.gather(*(act(path, viewer=ALICE) for _ in range(4)))
        assert {answer.status for answer in answers} == {200}
        assert len({answer.json()["version"] for answer in answers}) == 1
        assert await count(content) == left
        await content.run_job(RECOUNT_POSTS)
        assert await count(content) == left
    assert len(await content.outbox("content.post_archived")) == 1


@pytest.mark.parametrize(
    ("viewer", "archiving", "showing"),
    [(None, 401, 401), (BOB, 404, 403), (CAROL, 404, 403)],
    ids=["anonymous", "unverified stranger", "suspended stranger"],
)
async def test_only_the_owner_archives_and_shows(
    content: ServiceUnderTest, viewer: int | None, archiving: int, showing: int
) -> None:
    post = await published(content, ALICE)
    path = f"/content/posts/{post.id}/archive"
    assert (await content.api.put(path, viewer=viewer)).status == archiving
    assert await count(content) == 1
    await archive(content, post.id)
    assert (await content.api.delete(path, viewer=viewer)).status == showing
    assert await content.reader.fetchval("SELECT state FROM post") == "archived"


async def test_who_may_not_publish_shows_nothing_again_but_may_archive(content: ServiceUnderTest) -> None:
    post = await published(content, CAROL)
    path = f"/content/posts/{post.id}/archive"
    assert (await content.api.put(path, viewer=CAROL)).status == 200
    refused = await content.api.delete(path, viewer=CAROL)
    assert (refused.status, refused.code) == (403, "may_not_publish")


async def test_what_is_not_ones_own_or_gone_is_not_there(content: ServiceUnderTest) -> None:
    theirs, gone = await published(content, BOB), await published(content, ALICE)
    await content.api.delete(f"/content/posts/{gone.id}", viewer=ALICE)
    for post_id in (theirs.id, gone.id, 7):
        for act in (content.api.put, content.api.delete):
            answer = await act(f"/content/posts/{post_id}/archive", viewer=ALICE)
            assert (answer.status, answer.code) == (404, "post_not_found")
    assert (await content.api.get("/content/archive")).status == 401


async def test_the_archive_is_paged(content: ServiceUnderTest) -> None:
    posts = [await published(content, ALICE) for _ in range(5)]
    for post in posts:
        await archive(content, post.id)
    first = (await content.api.get("/content/archive", params={"limit": 3}, viewer=ALICE)).json()
    rest = (await content.api.get("/content/archive", params={"cursor": first["next"]}, viewer=ALICE)).json()
    shown = [item["id"] for item in first["items"] + rest["items"]]
    assert shown == [str(post.id) for post in reversed(posts)]
    assert rest["next"] is None
