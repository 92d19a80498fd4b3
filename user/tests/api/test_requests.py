from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.jobs import JobContext
from kit.testing.service import ServiceUnderTest
from user.consumer.handlers import on_accept_requests
from user.domain import limits
from user.domain.commands import AcceptRequests
from user.tests.factories import befriend, person, set_state

MaxQueries = Callable[[int], AbstractContextManager[None]]


async def ask(user: ServiceUnderTest, follower: int, followee: int) -> None:
    answer = await user.api.put(f"/user/follows/{followee}", viewer=follower)
    assert answer.json()["following"] == "pending"


async def counts(user: ServiceUnderTest, username: str, viewer: int | None = None) -> tuple[int, int]:
    found = (await user.api.get(f"/user/accounts/by-username/{username}", viewer=viewer)).json()["counts"]
    return found["followers"], found["following"]


async def requesters(user: ServiceUnderTest, viewer: int, query: str = "") -> list[str]:
    page = (await user.api.get(f"/user/follow-requests{query}", viewer=viewer)).json()
    return [card["username"] for card in page["items"]]


async def test_a_request_is_accepted(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    await ask(user, alice, bob)
    assert await requesters(user, bob) == ["alice"]
    for _ in range(2):
        answer = await user.api.put(f"/user/follow-requests/{alice}", viewer=bob)
        assert answer.json() == {"account_id": str(alice), "following": "following", "version": 2}
    assert await requesters(user, bob) == []
    assert await counts(user, "bob") == (1, 0)
    assert await counts(user, "alice") == (0, 1)
    profile = (await user.api.get("/user/accounts/by-username/bob", viewer=alice)).json()
    assert (profile["may_see"], profile["relation"]["following"]) == (True, "following")
    event = (await user.outbox("user.follow_changed"))[-1]
    assert (event.payload["state"], event.payload["version"], event.actor) == ("following", 2, str(bob))


async def test_a_request_is_declined_and_may_be_made_again(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    await ask(user, alice, bob)
    for _ in range(2):
        answer = await user.api.delete(f"/user/follow-requests/{alice}", viewer=bob)
        assert answer.json() == {"account_id": str(alice), "following": "none", "version": 2}
    assert await requesters(user, bob) == []
    assert (await user.api.put(f"/user/follow-requests/{alice}", viewer=bob)).code == "request_not_found"
    await ask(user, alice, bob)
    assert await requesters(user, bob) == ["alice"]
    assert await counts(user, "bob") == (0, 0)


async def test_a_follower_is_removed(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    await befriend(user, alice, bob)
    for _ in range(2):
        answer = await user.api.delete(f"/user/followers/{alice}", viewer=bob)
        assert answer.json() == {"account_id": str(alice), "following": "none", "version": 2}
    assert await counts(user, "bob") == (0, 0)
    assert (await user.api.get(f"/user/accounts/{bob}/followers", viewer=alice)).code == "account_private"
    assert [event.payload["state"] for event in await user.outbox("user.follow_changed")] == ["none"]


async def test_neither_act_does_what_the_other_is_for(user: ServiceUnderTest) -> None:
    """Declining ends no following that was accepted in another window, removing takes away no request."""
    alice, bob, carol = (
        await person(user, "alice"),
        await person(user, "bob", private=True),
        await person(user, "carol"),
    )
    await befriend(user, alice, bob)
    await ask(user, carol, bob)
    assert (await user.api.delete(f"/user/follow-requests/{alice}", viewer=bob)).json()["following"] == "following"
    assert (await user.api.delete(f"/user/followers/{carol}", viewer=bob)).json()["following"] == "pending"
    nobody = await user.api.delete("/user/followers/404", viewer=bob)
    assert nobody.json() == {"account_id": "404", "following": "none", "version": 0}


ACTS = [("PUT", "follow-requests"), ("DELETE", "follow-requests"), ("DELETE", "followers")]


@pytest.mark.parametrize(("method", "route"), ACTS)
async def test_nobody_decides_for_another(user: ServiceUnderTest, method: str, route: str) -> None:
    """Whoever asks decides about edges to himself only: everybody else's act touches no edge."""
    bob = await person(user, "bob", private=True)
    actors = {name: await person(user, name) for name in ("follower", "pending", "stranger", "exfollower")}
    for name in ("follower", "exfollower"):
        await befriend(user, actors[name], bob)
    await user.api.delete(f"/user/follows/{bob}", viewer=actors["exfollower"])
    await ask(user, actors["pending"], bob)
    before = await edges(user)
    for viewer in actors.values():
        for target in (bob, *actors.values()):
            answer = await user.api.request(method, f"/user/{route}/{target}", viewer=viewer)
            assert answer.status == (404 if method == "PUT" else 200), answer
            assert await edges(user) == before
    assert (await user.api.request(method, f"/user/{route}/{actors['pending']}")).status == 401


async def edges(user: ServiceUnderTest) -> list[Any]:
    return [tuple(row) for row in await user.reader.fetch("SELECT * FROM follow_edge ORDER BY 1, 2")]


async def test_who_sees_requests(user: ServiceUnderTest) -> None:
    """Only who is asked; who cannot be seen asks for nothing."""
    alice, bob, carol = (
        await person(user, "alice"),
        await person(user, "bob", private=True),
        await person(user, "carol"),
    )
    await ask(user, alice, bob)
    await ask(user, carol, bob)
    await set_state(user, carol, "deactivated")
    assert await requesters(user, bob) == ["alice"]
    assert await requesters(user, alice) == []
    count = await user.api.get("/user/follow-requests/count", viewer=bob)
    assert count.json() == {"count": 1, "capped_at": 100}
    card = (await user.api.get("/user/follow-requests", viewer=bob)).json()["items"][0]
    assert card["relation"] == {
        "own": False, "following": "none", "followed_by": False, "requested_by": True, "blocking": False, "muting": False, "version": 0,
    }  # fmt: skip


async def test_a_suspended_account_lets_nobody_follow(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    await ask(user, alice, bob)
    await set_state(user, bob, "suspended")
    assert (await user.api.put(f"/user/follow-requests/{alice}", viewer=bob)).code == "account_suspended"
    assert (await user.api.delete(f"/user/follow-requests/{alice}", viewer=bob)).json()["following"] == "none"


async def test_requests_come_in_pages_latest_first(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    bob = await person(user, "bob", private=True)
    names = [f"person{number}" for number in range(30)]
    for name in names:
        await ask(user, await person(user, name), bob)
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"/user/follow-requests?limit=12{cursor}", viewer=bob)).json()
        found += [card["username"] for card in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert found == names[::-1]
    for limit in (1, 30):
        with max_queries(1):
            assert len(await requesters(user, bob, f"?limit={limit}")) == limit


async def be(user: ServiceUnderTest, account: int, *, private: bool) -> dict[str, Any]:
    answer = await user.api.patch("/user/preferences", viewer=account, json={"private": private})
    viewer: dict[str, Any] = answer.json()
    assert viewer["private"] is private
    return viewer


async def test_going_private_keeps_followers_and_raises_the_version(user: ServiceUnderTest) -> None:
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    await befriend(user, alice, bob)
    assert (await be(user, bob, private=True))["version"] == 2
    assert (await be(user, bob, private=True))["version"] == 2
    (card,) = (await user.api.get(f"/user/accounts?ids={bob}:1", viewer=carol)).json()["items"]
    assert (card["private"], card["may_see"]) == (True, False)
    (card,) = (await user.api.get(f"/user/accounts?ids={bob}:2", viewer=alice)).json()["items"]
    assert (card["unchanged"], card["may_see"]) == (True, True)
    events = await user.outbox("user.account_changed")
    assert [(event.payload["private"], event.payload["version"]) for event in events] == [(True, 2)]


async def test_going_public_accepts_every_request(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first chunk with the change itself, the others by the worker, who stops when the account is private again."""
    monkeypatch.setattr(limits, "ACCEPT_CHUNK", 3)
    bob = await person(user, "bob", private=True)
    for number in range(8):
        await ask(user, await person(user, f"person{number}"), bob)
    await be(user, bob, private=False)
    assert await counts(user, "bob") == (3, 0)
    await be(user, bob, private=True)
    await work(user, bob)
    assert await counts(user, "bob") == (3, 0)
    assert len(await requesters(user, bob)) == 5
    await be(user, bob, private=False)
    for followers in (8, 8):
        await work(user, bob)
        assert await counts(user, "bob") == (followers, 0)
    assert await requesters(user, bob) == []
    assert await counts(user, "person0") == (0, 1)
    events = await user.outbox("user.follow_changed")
    assert len([event for event in events if event.payload["state"] == "following"]) == 8


async def work(user: ServiceUnderTest, account: int) -> None:
    await on_accept_requests(JobContext(user.runtime, {}), AcceptRequests(account))


async def test_no_request_is_left_at_a_public_account(user: ServiceUnderTest) -> None:
    """Seen to fail without `hold_privacy`, and without `lock_privacy`."""
    bob = await person(user, "bob", private=True)
    people = [await person(user, f"person{number}") for number in range(6)]
    for _ in range(8):
        await asyncio.gather(
            *(user.api.put(f"/user/follows/{bob}", viewer=one) for one in people), be(user, bob, private=False)
        )
        assert await requesters(user, bob) == []
        assert (await counts(user, "bob"))[0] == len(people)
        await asyncio.gather(*(user.api.delete(f"/user/follows/{bob}", viewer=one) for one in people))
        await be(user, bob, private=True)


async def test_races_of_both_sides_keep_counts_exact(user: ServiceUnderTest) -> None:
    """Seen to fail with the state before the change read beforehand instead of returned by it."""
    people = [await person(user, f"person{number}", private=True) for number in range(6)]
    bob, *others = people
    chance = random.Random(11)

    async def act(one: int) -> None:
        as_follower = chance.random() < 0.5
        viewer, other = (one, bob) if as_follower else (bob, one)
        method, route = ("DELETE", "follows") if as_follower else chance.choice(ACTS)
        answer = await user.api.request(method, f"/user/{route}/{other}", viewer=viewer)
        assert answer.status in (200, 404), answer

    for _ in range(20):
        await asyncio.gather(*(user.api.put(f"/user/follows/{bob}", viewer=one) for one in others))
        await asyncio.gather(*(act(one) for one in others * 3))
    for index, account in enumerate(people):
        row = await user.reader.fetchrow(
            "SELECT count(*) FILTER (WHERE followee_id = $1) AS followers,"
            " count(*) FILTER (WHERE follower_id = $1) AS following FROM follow_edge WHERE state = 'following'",
            account,
        )
        assert row is not None
        assert await counts(user, f"person{index}") == (row["followers"], row["following"])


async def test_what_was_accepted_shows_in_the_edge_at_once(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", private=True)
    for _ in range(5):
        await ask(user, alice, bob)
        accepted = await user.api.put(f"/user/follow-requests/{alice}", viewer=bob)
        position = accepted.causal.split(";")[0]
        found = await user.edge.get(f"/user/accounts/{bob}/followers", viewer=bob, causal=position)
        assert [card["username"] for card in found.json()["items"]] == ["alice"]
        removed = await user.api.delete(f"/user/followers/{alice}", viewer=bob)
        found = await user.edge.get("/user/follow-requests", viewer=bob, causal=removed.causal.split(";")[0])
        assert found.json()["items"] == []
