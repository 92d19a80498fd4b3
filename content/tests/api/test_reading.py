from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from content.tests.factories import ALICE, BOB, archive, published
from kit.paging import encode_cursor
from kit.testing.service import ServiceUnderTest

MaxQueries = Callable[[int], AbstractContextManager[None]]


async def read(content: ServiceUnderTest, ids: str, viewer: int | None = BOB) -> list[dict[str, Any]]:
    answer = await content.api.get("/content/posts", params={"ids": ids}, viewer=viewer)
    assert answer.status == 200, answer
    return list(answer.json()["items"])


async def test_posts_come_in_the_order_asked_and_strangers_are_absent(content: ServiceUnderTest) -> None:
    first, second = await published(content, ALICE, pictures=2), await published(content, BOB)
    items = await read(content, f"{second.id},999,{first.id}")
    assert [item["id"] for item in items] == [str(second.id), str(first.id)]
    assert [item["own"] for item in items] == [True, False]
    assert [media["media_id"] for media in items[1]["media"]] == [str(picture.media_id) for picture in first.media]


async def test_a_version_that_the_caller_holds_is_not_sent_again(content: ServiceUnderTest) -> None:
    post, other = await published(content, ALICE), await published(content, ALICE)
    held, old = await read(content, f"{post.id}:1,{other.id}:7")
    assert held == {"id": str(post.id), "version": 1, "own": False, "unchanged": True}
    assert old["version"] == 1
    assert "caption" in old


@pytest.mark.parametrize(
    ("state", "viewer", "seen"),
    [
        ("published", ALICE, True),
        ("published", BOB, True),
        ("published", None, True),
        ("archived", ALICE, True),
        ("archived", BOB, False),
        ("archived", None, False),
        ("deleted", ALICE, False),
        ("deleted", BOB, False),
        ("deleted", None, False),
    ],
)
async def test_state_decides_on_every_way_to_a_post(
    content: ServiceUnderTest, state: str, viewer: int | None, seen: bool
) -> None:
    post = await published(content, ALICE, caption="canary")
    if state == "archived":
        await archive(content, post.id)
    if state == "deleted":
        await content.api.delete(f"/content/posts/{post.id}", viewer=ALICE)
    assert len(await read(content, str(post.id), viewer)) == seen
    assert len(await read(content, f"{post.id}:2", viewer)) == seen
    batch = await content.api.post("/content/posts/batch", json={"ids": [str(post.id)]}, viewer=viewer)
    grid = await content.api.get(f"/content/accounts/{ALICE}/posts", viewer=viewer)
    assert ("canary" in batch.body.decode()) is seen
    assert ("canary" in grid.body.decode()) is (state == "published")


async def test_an_archived_post_counts_for_nobody(content: ServiceUnderTest) -> None:
    await published(content, ALICE)
    answer = await content.api.get("/content/counts", params={"ids": f"{BOB},{ALICE}"})
    assert answer.json()["items"] == [
        {"account_id": str(BOB), "posts": 0},
        {"account_id": str(ALICE), "posts": 1},
    ]
    one = await content.api.get(f"/content/accounts/{ALICE}/counts")
    assert one.json() == {"account_id": str(ALICE), "posts": 1}


async def test_pages_neither_skip_nor_repeat_while_posts_come_and_go(content: ServiceUnderTest) -> None:
    posts = [await published(content, ALICE) for _ in range(7)]
    seen: list[str] = []
    cursor: str | None = None
    for turn in range(3):
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await content.api.get(f"/content/accounts/{ALICE}/posts", params=params, viewer=BOB)).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        await published(content, ALICE)
        if turn == 0:
            await content.api.delete(f"/content/posts/{seen[0]}", viewer=ALICE)
            await content.api.delete(f"/content/posts/{posts[4].id}", viewer=ALICE)
    assert cursor is None
    assert seen == [str(post.id) for post in reversed(posts) if post is not posts[4]]


@pytest.mark.parametrize("number", [1, 30])
async def test_lists_cost_the_same_for_one_and_for_thirty(
    content: ServiceUnderTest, max_queries: MaxQueries, number: int
) -> None:
    posts = [await published(content, ALICE) for _ in range(number)]
    ids = ",".join(str(post.id) for post in posts)
    await read(content, ids)  # a connection looks up its types at their first use
    with max_queries(2):
        assert len(await read(content, ids)) == number
    with max_queries(3):
        answer = await content.api.get(f"/content/accounts/{ALICE}/posts", params={"limit": 30}, viewer=BOB)
    assert len(answer.json()["items"]) == number
    with max_queries(1):
        await content.api.get("/content/counts", params={"ids": ids})
    with max_queries(1):
        await content.api.get("/content/internal/posts", issuer="svc:recommend")


@pytest.mark.parametrize(
    "path",
    [
        "/content/posts?ids=1,x",
        "/content/posts?ids=" + ",".join(str(number) for number in range(1, 42)),
        "/content/posts",
        "/content/counts?ids=" + ",".join(str(number) for number in range(1, 42)),
        "/content/accounts/0/posts",
        "/content/accounts/9223372036854775808/posts",
        "/content/accounts/1/posts?limit=41",
        "/content/accounts/1/posts?limit=0",
        "/content/accounts/1/posts?cursor=WyJ4Il0",
        f"/content/accounts/1/posts?cursor={encode_cursor(1, 0, 'x')}",
        f"/content/accounts/1/posts?cursor={encode_cursor(1, 1, '')}",
        f"/content/accounts/1/posts?cursor={encode_cursor(1, 0, '1,2,3,4')}",
        "/content/internal/posts?limit=1001",
    ],
)
async def test_malformed_parameters_are_said_to_be(content: ServiceUnderTest, path: str) -> None:
    issuer = "svc:recommend" if "internal" in path else None
    answer = await content.api.get(path, issuer=issuer)
    assert answer.status == 422, answer


async def test_a_batch_is_capped(content: ServiceUnderTest) -> None:
    answer = await content.api.post("/content/posts/batch", json={"ids": [str(n) for n in range(1, 202)]})
    assert answer.status == 422
    answer = await content.api.post("/content/posts/batch", json={"ids": [str(n) for n in range(1, 201)]})
    assert answer.json() == {"items": []}


async def test_projections_read_every_post_with_tombstones(content: ServiceUnderTest) -> None:
    posts = [await published(content, ALICE) for _ in range(5)]
    await content.api.delete(f"/content/posts/{posts[1].id}", viewer=ALICE)
    records: list[dict[str, Any]] = []
    cursor = ""
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await content.api.get("/content/internal/posts", params=params, issuer="svc:recommend")).json()
        records += page["items"]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert [record["id"] for record in records] == [str(post.id) for post in posts]
    assert [(record["state"], record["version"]) for record in records][:2] == [("published", 1), ("deleted", 2)]


@pytest.mark.parametrize("issuer", ["bff-ap-northeast", "media-us-east", ""])
async def test_only_services_read_records(content: ServiceUnderTest, issuer: str) -> None:
    answer = await content.api.get("/content/internal/posts", issuer=issuer)
    assert answer.status == (401 if issuer == "" else 403)


@pytest.mark.parametrize("path", ["/content/posts?ids=1", "/content/counts?ids=1", "/content/accounts/1/posts"])
async def test_no_route_answers_without_a_caller_token(content: ServiceUnderTest, path: str) -> None:
    assert (await content.api.get(path, issuer="")).status == 401
    assert (await content.api.get(path, issuer="admin")).status == 403
