from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import quote

import pytest

from content.batch.index_hashtags import INDEX_HASHTAGS
from content.domain import limits
from content.domain.model import Post
from content.tests.factories import ALICE, BOB, published
from kit.testing.service import ServiceUnderTest

pytestmark = pytest.mark.usefixtures("people")


async def under(content: ServiceUnderTest, tag: str, **params: Any) -> dict[str, Any]:
    answer = await content.api.get(f"/content/hashtags/{quote(tag)}/posts", params=params)
    assert answer.status == 200, answer
    page: dict[str, Any] = answer.json()
    return page


async def ids(content: ServiceUnderTest, tag: str) -> list[str]:
    return [item["post_id"] for item in (await under(content, tag))["items"]]


async def edit(content: ServiceUnderTest, post: Post, version: int, caption: str) -> None:
    body = {"version": version, "caption": caption}
    assert (await content.api.patch(f"/content/posts/{post.id}", viewer=ALICE, json=body)).status == 200


async def test_posts_are_found_under_their_tags_newest_first(content: ServiceUnderTest) -> None:
    first = await published(content, ALICE, caption="#바다 and #Sea, again #sea")
    second = await published(content, BOB, caption="＃sea")
    assert (await under(content, "sea"))["items"] == [
        {"post_id": str(second.id), "author_id": str(BOB)},
        {"post_id": str(first.id), "author_id": str(ALICE)},
    ]
    assert await ids(content, "SEA") == [str(second.id), str(first.id)]
    assert await ids(content, "바다") == [str(first.id)]


@pytest.mark.parametrize("tag", ["1", "a-b", "😀", "a b"])
async def test_what_can_be_no_tag_has_no_posts(content: ServiceUnderTest, tag: str) -> None:
    await published(content, ALICE, caption="#a #b 1")
    assert await ids(content, tag) == []


async def test_tags_follow_what_the_post_says_and_its_state(content: ServiceUnderTest) -> None:
    post = await published(content, ALICE, caption="#sea")
    await edit(content, post, 1, "#land #sea2")
    assert (await ids(content, "sea"), await ids(content, "land")) == ([], [str(post.id)])
    path = f"/content/posts/{post.id}/archive"
    await content.api.put(path, viewer=ALICE)
    assert await ids(content, "land") == []
    await edit(content, post, 3, "#air")
    assert await ids(content, "air") == []
    await content.api.delete(path, viewer=ALICE)
    assert (await ids(content, "air"), await ids(content, "land")) == ([str(post.id)], [])
    await content.api.delete(f"/content/posts/{post.id}", viewer=ALICE)
    assert await content.reader.fetchval("SELECT count(*) FROM post_hashtag") == 0


async def test_indexing_afresh_equals_what_writing_made(content: ServiceUnderTest) -> None:
    posts = [await published(content, ALICE, caption=f"#tag{number} #all") for number in range(5)]
    await content.api.put(f"/content/posts/{posts[0].id}/archive", viewer=ALICE)
    everything = "SELECT tag, post_id, author_id FROM post_hashtag ORDER BY 1, 2"
    right = await content.reader.fetch(everything)
    assert len(right) == 8
    async with content.writing() as writer:
        await writer.execute("DELETE FROM post_hashtag WHERE tag = 'all'")
        await writer.execute("UPDATE post_hashtag SET tag = 'wrong'")
    for _ in range(2):
        await content.run_job(INDEX_HASHTAGS)
        assert await content.reader.fetch(everything) == right


async def test_pages_neither_skip_nor_repeat(content: ServiceUnderTest) -> None:
    posts = [await published(content, ALICE, caption="#sea") for _ in range(5)]
    first = await under(content, "sea", limit=2)
    await published(content, ALICE, caption="#sea")
    rest = await under(content, "sea", cursor=first["next"])
    assert [item["post_id"] for item in first["items"] + rest["items"]] == [str(post.id) for post in reversed(posts)]


@pytest.mark.parametrize(
    ("caption", "code", "limit"),
    [
        (" ".join(f"#tag{number}" for number in range(31)), "too_many_hashtags", limits.HASHTAGS),
        (" ".join(f"@name{number}" for number in range(21)), "too_many_mentions", limits.MENTIONS),
    ],
)
async def test_too_many_are_refused_with_the_limit(
    content: ServiceUnderTest, caption: str, code: str, limit: int
) -> None:
    post = await published(content, ALICE, caption="#sea #sea " * 40)
    body = {"version": 1, "caption": caption}
    answer = await content.api.patch(f"/content/posts/{post.id}", viewer=ALICE, json=body)
    assert (answer.status, answer.code, answer.json()["limit"]) == (400, code, limit)


async def test_a_page_costs_one_statement(
    content: ServiceUnderTest, max_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for _ in range(30):
        await published(content, ALICE, caption="#sea")
    await ids(content, "sea")
    with max_queries(1):
        assert len((await under(content, "sea", limit=30))["items"]) == 30
