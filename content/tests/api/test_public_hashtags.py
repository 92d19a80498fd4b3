from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from content.batch.count_hashtags import COUNT_HASHTAGS
from content.batch.index_hashtags import INDEX_HASHTAGS
from content.domain import limits
from content.tests.factories import ALICE, BOB, CAROL, account_news, published
from kit.testing.service import ServiceUnderTest

DAN = 1004

pytestmark = pytest.mark.usefixtures("people")


async def suggested(content: ServiceUnderTest, prefix: str) -> list[dict[str, Any]]:
    answer = await content.api.get("/content/hashtags", viewer=DAN, params={"prefix": prefix})
    assert (answer.status, answer.json()["capped_at"]) == (200, limits.COUNTED), answer
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def tags(content: ServiceUnderTest, prefix: str) -> list[str]:
    return [item["tag"] for item in await suggested(content, prefix)]


async def count(content: ServiceUnderTest, tag: str) -> int:
    answer = await content.api.get(f"/content/hashtags/{tag}")
    assert answer.json()["capped_at"] == limits.COUNTED
    return int(answer.json()["posts"])


async def counting(content: ServiceUnderTest) -> None:
    await content.run_job(COUNT_HASHTAGS)


async def turn(
    content: ServiceUnderTest, account: int, version: int, *, private: bool = False, deleted: bool = False
) -> None:
    await content.deliver(account_news(content, account, version, private=private, deleted=deleted))


@pytest.fixture
async def public(content: ServiceUnderTest) -> None:
    """alice and bob are public, carol is private."""
    await turn(content, ALICE, 1)
    await turn(content, BOB, 1)
    await turn(content, CAROL, 2, private=True)


@pytest.mark.usefixtures("public")
async def test_the_most_used_public_tags_come_first(content: ServiceUnderTest) -> None:
    await published(content, ALICE, caption="#sea #seaside #바다")
    await published(content, ALICE, caption="#Seaside")
    await published(content, BOB, caption="#sea #seaside #바다빛")
    await counting(content)
    found = await suggested(content, "SE")
    assert [(item["tag"], item["posts"]) for item in found] == [("seaside", 3), ("sea", 2)]
    assert sorted(found[0]["author_ids"]) == [str(ALICE), str(BOB)]
    for prefix, expected in (("s", ["seaside", "sea"]), ("seas", ["seaside"]), ("바", ["바다", "바다빛"]), ("seb", [])):
        assert await tags(content, prefix) == expected
    assert (await count(content, "Sea"), await count(content, "none"), await count(content, "1")) == (2, 0, 0)


@pytest.mark.parametrize("prefix", ["#sea", "a b", "%", "a-", "x" * 101])
async def test_what_begins_no_tag_finds_none(content: ServiceUnderTest, prefix: str) -> None:
    assert await suggested(content, prefix) == []


@pytest.mark.usefixtures("public")
async def test_a_tag_that_only_private_accounts_use_is_not_told_of(content: ServiceUnderTest) -> None:
    """Seen to fail without `public` in RECOUNT."""
    await published(content, CAROL, caption="#secret #sea")
    await published(content, DAN, caption="#unknown")
    await published(content, ALICE, caption="#sea")
    await counting(content)
    assert (await tags(content, "s"), await tags(content, "u")) == (["sea"], [])
    assert (await count(content, "sea"), await count(content, "secret")) == (1, 0)
    assert [row["tag"] for row in await content.reader.fetch("SELECT tag FROM hashtag")] == ["sea"]


@pytest.mark.usefixtures("public")
async def test_going_private_takes_tags_away_and_going_public_brings_them_back(content: ServiceUnderTest) -> None:
    """Seen to fail without `account.public` in SUGGESTED, and without `public` in RECOUNT."""
    await published(content, ALICE, caption="#sea")
    await counting(content)
    await turn(content, ALICE, 2, private=True)
    # At once, before anything is counted again.
    assert await tags(content, "s") == []
    await counting(content)
    assert (await tags(content, "s"), await count(content, "sea")) == ([], 0)
    await turn(content, ALICE, 3, private=False)
    await counting(content)
    assert (await tags(content, "s"), await count(content, "sea")) == (["sea"], 1)
    await turn(content, ALICE, 3, deleted=True)
    await counting(content)
    assert (await tags(content, "s"), await count(content, "sea")) == ([], 0)


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("act", ["delete", "archive", "edit"])
async def test_what_is_shown_no_more_is_told_of_no_more(content: ServiceUnderTest, act: str) -> None:
    """At once: witnesses are looked up in the index of tags, which changes with the post."""
    post = await published(content, ALICE, caption="#sea")
    await counting(content)
    path = f"/content/posts/{post.id}"
    if act == "delete":
        answer = await content.api.delete(path, viewer=ALICE)
    elif act == "archive":
        answer = await content.api.put(f"{path}/archive", viewer=ALICE)
    else:
        answer = await content.api.patch(path, viewer=ALICE, json={"version": 1, "caption": "#land"})
    assert answer.status in {200, 204}
    assert await tags(content, "s") == []
    await counting(content)
    assert await count(content, "sea") == 0
    assert await content.reader.fetchval("SELECT count(*) FROM hashtag WHERE tag = 'sea'") == 0


@pytest.mark.usefixtures("public")
async def test_a_tag_has_few_witnesses_each_of_another_author(content: ServiceUnderTest) -> None:
    authors = range(2001, 2006)
    for author in authors:
        await turn(content, author, 1)
        await published(content, author, caption="#sea")
    for _ in range(3):
        await published(content, ALICE, caption="#sea")
    await counting(content)
    (item,) = await suggested(content, "sea")
    assert item["posts"] == 8
    assert sorted(item["author_ids"]) == [str(ALICE), "2004", "2005"]


@pytest.mark.usefixtures("public")
async def test_counting_stops_at_its_limit(content: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COUNTED", 3)
    for _ in range(5):
        await published(content, ALICE, caption="#sea")
    await counting(content)
    assert await count(content, "sea") == 3


@pytest.mark.usefixtures("public")
async def test_counting_afresh_equals_counting_changes(content: ServiceUnderTest) -> None:
    for number in range(5):
        await published(content, (ALICE, BOB, CAROL)[number % 3], caption=f"#tag{number} #all")
    await counting(content)
    everything = "SELECT tag, posts, witnesses FROM hashtag ORDER BY 1"
    right = await content.reader.fetch(everything)
    assert len(right) == 5
    async with content.writing() as writer:
        await writer.execute("UPDATE hashtag SET posts = 99 WHERE tag <> 'all'; DELETE FROM hashtag WHERE tag = 'all'")
        await writer.execute("INSERT INTO hashtag VALUES ('nobody', 7, '{1}')")
    for _ in range(2):
        await content.run_job(INDEX_HASHTAGS)
        await counting(content)
        assert await content.reader.fetch(everything) == right
    assert await content.reader.fetchval("SELECT count(*) FROM hashtag_change") == 0


@pytest.mark.usefixtures("public")
async def test_suggesting_costs_one_statement_and_stops_at_a_dozen(
    content: ServiceUnderTest, max_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    await published(content, ALICE, caption=" ".join(f"#tag{number}" for number in range(20)))
    await counting(content)
    for prefix in ("t", "ta", "tag", "tag1"):
        await tags(content, prefix)
        with max_queries(1):
            found = await tags(content, prefix)
        assert len(found) == (11 if prefix == "tag1" else limits.SUGGESTED)
    with max_queries(1):
        assert await count(content, "tag1") == 1
