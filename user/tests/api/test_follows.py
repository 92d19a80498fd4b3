from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import quote

import pytest

from kit.testing.service import ServiceUnderTest
from user.batch.fold_follow_counts import FOLD_FOLLOW_COUNTS
from user.batch.recount_follows import RECOUNT_FOLLOWS
from user.domain import limits
from user.tests.factories import befriend, person, set_state

MaxQueries = Callable[[int], AbstractContextManager[None]]


async def counts(user: ServiceUnderTest, username: str) -> tuple[int, int]:
    found = (await user.api.get(f"/user/accounts/by-username/{username}")).json()["counts"]
    return found["followers"], found["following"]


async def test_following_and_not_any_more(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    for version, (method, state) in enumerate((("PUT", "following"), ("DELETE", "none"), ("PUT", "following")), 1):
        for _ in range(2):
            answer = await user.api.request(method, f"/user/follows/{bob}", viewer=alice)
            assert answer.json() == {"account_id": str(bob), "following": state, "version": version}
        expected = int(state == "following")
        assert await counts(user, "bob") == (expected, 0)
        assert await counts(user, "alice") == (0, expected)
    events = await user.outbox("user.follow_changed")
    assert [(event.payload["state"], event.payload["version"]) for event in events] == [
        ("following", 1), ("none", 2), ("following", 3),
    ]  # fmt: skip
    assert {event.payload["follower_id"] for event in events} == {str(alice)}


async def test_a_private_account_is_asked(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    answer = await user.api.put(f"/user/follows/{bob}", viewer=alice)
    assert answer.json()["following"] == "pending"
    assert await counts(user, "bob") == (0, 0)
    assert (await user.api.get(f"/user/accounts/{bob}/followers", viewer=alice)).code == "account_private"
    assert (await user.api.get(f"/user/accounts/{bob}/followers", viewer=bob)).json()["items"] == []
    taken_back = await user.api.delete(f"/user/follows/{bob}", viewer=alice)
    assert taken_back.json() == {"account_id": str(bob), "following": "none", "version": 2}


async def test_what_cannot_be_followed(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    assert (await user.api.put(f"/user/follows/{alice}", viewer=alice)).code == "follow_self"
    assert (await user.api.put("/user/follows/404", viewer=alice)).code == "account_not_found"
    assert (await user.api.put("/user/follows/0", viewer=alice)).status == 422
    assert (await user.api.put("/user/follows/99999999999999999999", viewer=alice)).status == 422
    assert (await user.api.put(f"/user/follows/{bob}", viewer=404)).code == "unauthenticated"
    gone = await user.api.delete("/user/follows/404", viewer=alice)
    assert gone.json() == {"account_id": "404", "following": "none", "version": 0}
    await set_state(user, alice, "suspended")
    assert (await user.api.put(f"/user/follows/{bob}", viewer=alice)).code == "account_suspended"
    assert await user.outbox("user.follow_changed") == []


async def test_one_may_leave_whom_one_cannot_see_any_more(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    await user.api.put(f"/user/follows/{bob}", viewer=alice)
    await set_state(user, bob, "deactivated")
    assert (await user.api.delete(f"/user/follows/{bob}", viewer=alice)).json()["following"] == "none"


async def test_the_limit_counts_requests_too_and_holds_at_once(
    user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without the lock on the viewer's account."""
    monkeypatch.setattr(limits, "FOLLOWING", 3)
    alice = await person(user, "alice")
    others = [await person(user, f"person{i}", private=i % 2 == 0) for i in range(8)]
    answers = await asyncio.gather(*(user.api.put(f"/user/follows/{i}", viewer=alice) for i in others))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 5
    refused = next(answer for answer in answers if answer.status == 409)
    assert (refused.code, refused.json()["limit"]) == ("follow_limit", 3)
    followed = next(i for i, answer in zip(others, answers, strict=True) if answer.status == 200)
    assert (await user.api.put(f"/user/follows/{followed}", viewer=alice)).status == 200
    await user.api.delete(f"/user/follows/{followed}", viewer=alice)
    assert (await user.api.put(f"/user/follows/{followed}", viewer=alice)).status == 200


async def test_races_keep_versions_rising_and_counts_exact(user: ServiceUnderTest) -> None:
    people = [await person(user, f"person{i}") for i in range(4)]
    chance = random.Random(7)

    async def act() -> None:
        follower, followee = chance.sample(people, 2)
        answer = await user.api.request(chance.choice(["PUT", "DELETE"]), f"/user/follows/{followee}", viewer=follower)
        assert answer.status == 200, answer

    for _ in range(10):
        await asyncio.gather(
            *(act() for _ in range(8)), user.run_job(FOLD_FOLLOW_COUNTS), user.run_job(RECOUNT_FOLLOWS)
        )
    events = await user.outbox("user.follow_changed")
    by_edge: dict[tuple[str, str], list[int]] = {}
    for event in events:
        edge = (event.payload["follower_id"], event.payload["followee_id"])
        by_edge.setdefault(edge, []).append(event.payload["version"])
    for versions in by_edge.values():
        assert sorted(versions) == list(range(1, len(versions) + 1))
    for index, account in enumerate(people):
        edges = await user.reader.fetchrow(
            "SELECT count(*) FILTER (WHERE followee_id = $1) AS followers,"
            " count(*) FILTER (WHERE follower_id = $1) AS following FROM follow_edge WHERE state = 'following'",
            account,
        )
        assert edges is not None
        assert await counts(user, f"person{index}") == (edges["followers"], edges["following"])


async def test_lists_come_in_pages_latest_first(user: ServiceUnderTest) -> None:
    bob = await person(user, "bob")
    followers = [await person(user, f"person{i}") for i in range(7)]
    for follower in followers:
        await user.api.put(f"/user/follows/{bob}", viewer=follower)
        await user.api.put(f"/user/follows/{follower}", viewer=bob)
    for kind in ("followers", "following"):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = (await user.api.get(f"/user/accounts/{bob}/{kind}?limit=3{cursor}", viewer=followers[0])).json()
            assert len(page["items"]) <= 3
            seen += [card["id"] for card in page["items"]]
            cursor = f"&cursor={page['next']}" if page["next"] else None
        assert seen == [str(one) for one in reversed(followers)]


async def test_listed_people_stand_in_relation_to_the_viewer(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    carol, dan = await person(user, "carol", private=True), await person(user, "dan")
    for follower in (alice, carol, dan):
        await befriend(user, follower, bob)
    await user.api.put(f"/user/follows/{carol}", viewer=alice)
    await set_state(user, dan, "deactivated")
    page = (await user.api.get(f"/user/accounts/{bob}/followers", viewer=alice)).json()
    found = {card["username"]: (card["relation"]["following"], card["may_see"]) for card in page["items"]}
    assert found == {"carol": ("pending", False), "alice": ("none", True)}


async def test_a_page_of_any_length_costs_two_queries(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    bob = await person(user, "bob")
    for number in range(30):
        await befriend(user, await person(user, f"person{number}"), bob)
    for limit in (1, 30):
        with max_queries(2):
            page = await user.api.get(f"/user/accounts/{bob}/followers?limit={limit}", viewer=bob)
        assert len(page.json()["items"]) == limit
        with max_queries(3):
            found = await user.api.get(f"/user/accounts/{bob}/followers?limit={limit}&q=person", viewer=bob)
        assert len(found.json()["items"]) == limit


async def names(user: ServiceUnderTest, path: str, viewer: int) -> list[str]:
    """Usernames of a whole list, page by page."""
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"{path}{cursor}", viewer=viewer)).json()
        found += [card["username"] for card in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    return found


async def test_lists_are_searched_by_username_and_name(user: ServiceUnderTest) -> None:
    bob = await person(user, "bob")
    people = {"annika": "Miller", "joe": "Hanna Lee", "kim": "김한나", "percent": "100% sure_", "dora": "Dora"}
    for username, name in people.items():
        await befriend(user, await person(user, username, name=name), bob)
        await befriend(user, bob, await person(user, f"{username}2", name=name))
    wanted = {"ann": ["joe", "annika"], "ANNI": ["annika"], "@anni": ["annika"], "한나": ["kim"], "0% s": ["percent"]}
    wanted |= {"lee": ["joe"], "_": ["percent"], "nobody": [], "%%": []}
    for text, found in wanted.items():
        path, query = f"/user/accounts/{bob}", f"?limit=1&q={quote(text)}"
        assert await names(user, f"{path}/followers{query}", bob) == found
        assert await names(user, f"{path}/following{query}", bob) == [f"{name}2" for name in found]
    too_long = await user.api.get(f"/user/accounts/{bob}/followers?q={'x' * 65}", viewer=bob)
    assert too_long.status == 422


async def test_a_search_goes_through_long_lists_part_by_part(
    user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the end of what was looked through taken for the end of the list."""
    monkeypatch.setattr(limits, "SEARCHED", 3)
    bob = await person(user, "bob")
    for number in range(10):
        await befriend(user, await person(user, f"{'anna' if number in (0, 1, 8) else 'other'}{number}"), bob)
    assert await names(user, f"/user/accounts/{bob}/followers?q=anna", bob) == ["anna8", "anna1", "anna0"]


async def test_a_search_shows_nobody_that_the_list_does_not(user: ServiceUnderTest) -> None:
    alice, bob, carol, dan = [await person(user, name) for name in ("alice", "bob", "carol", "dan")]
    for follower in (carol, dan):
        await befriend(user, follower, bob)
    await user.api.put(f"/user/blocks/{alice}", viewer=carol)
    await set_state(user, dan, "deactivated")
    for text in ("carol", "dan"):
        assert await names(user, f"/user/accounts/{bob}/followers?q={text}", alice) == []
    assert await names(user, f"/user/accounts/{bob}/followers?q=carol", bob) == ["carol"]


async def test_mutuals_are_whom_one_follows(user: ServiceUnderTest) -> None:
    """Private accounts have them too; seen to fail with requests taken for following."""
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    friends = [await person(user, f"friend{number}") for number in range(5)]
    asked, gone, stranger = [await person(user, name, private=True) for name in ("asked", "gone", "stranger")]
    for follower in (*friends, asked, gone, stranger):
        await befriend(user, follower, bob)
    for followee in (*friends, gone):
        await befriend(user, alice, followee)
    await user.api.put(f"/user/follows/{asked}", viewer=alice)
    await set_state(user, gone, "deactivated")
    expected = [f"friend{number}" for number in (4, 3, 2, 1, 0)]
    assert await names(user, f"/user/accounts/{bob}/mutuals?limit=2", alice) == expected
    shown = (await user.api.get("/user/accounts/by-username/bob", viewer=alice)).json()["mutuals"]
    assert ([card["username"] for card in shown["items"]], shown["count"]) == (expected[:3], 5)
    for viewer in (bob, None):
        own = (await user.api.get("/user/accounts/by-username/bob", viewer=viewer)).json()["mutuals"]
        assert own == {"items": [], "count": 0}
    await user.api.put(f"/user/blocks/{alice}", viewer=bob)
    assert (await user.api.get(f"/user/accounts/{bob}/mutuals", viewer=alice)).code == "account_not_found"


@pytest.mark.parametrize(
    "query",
    ["cursor=nonsense", "cursor=WzFd", "cursor=WzkyMjMzNzIwMzY4NTQ3NzU4MDcsMV0", "limit=41", "limit=0", "limit=x"],
)
async def test_pages_that_are_none(user: ServiceUnderTest, query: str) -> None:
    bob = await person(user, "bob")
    assert (await user.api.get(f"/user/accounts/{bob}/followers?{query}", viewer=bob)).status == 422


async def test_an_idempotency_key_repeats_the_answer_and_its_event(user: ServiceUnderTest) -> None:
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    first = await user.api.put(f"/user/follows/{bob}", viewer=alice, key="follow-bob")
    await user.api.delete(f"/user/follows/{bob}", viewer=alice)
    again = await user.api.put(f"/user/follows/{bob}", viewer=alice, key="follow-bob")
    assert again.headers["idempotent-replay"] == "1"
    assert again.body == first.body
    other = await user.api.put(f"/user/follows/{carol}", viewer=alice, key="follow-bob")
    assert other.code == "idempotency_mismatch"
    assert len(await user.outbox("user.follow_changed")) == 2


async def test_ones_own_follow_shows_in_the_edge_at_once(user: ServiceUnderTest) -> None:
    """Seen to fail without the position in the request."""
    alice, bob = await person(user, "alice"), await person(user, "bob", private=False)
    for method, followers in (("PUT", 1), ("DELETE", 0)) * 10:
        changed = await user.api.request(method, f"/user/follows/{bob}", viewer=alice)
        found = await user.edge.get("/user/accounts/by-username/bob", viewer=alice, causal=changed.causal.split(";")[0])
        assert "stale" not in found.headers
        assert found.json()["counts"]["followers"] == followers
        assert found.json()["relation"]["version"] == changed.json()["version"]
