from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.testing.service import ServiceUnderTest
from user.domain import limits
from user.tests.factories import befriend, person, set_state

MaxQueries = Callable[[int], AbstractContextManager[None]]


async def block(user: ServiceUnderTest, blocker: int, blocked: int) -> dict[str, Any]:
    answer = await user.api.put(f"/user/blocks/{blocked}", viewer=blocker)
    assert answer.status == 200, answer
    edge: dict[str, Any] = answer.json()
    return edge


async def cards(user: ServiceUnderTest, viewer: int | None, *ids: int) -> list[dict[str, Any]]:
    answer = await user.api.get("/user/accounts", viewer=viewer, params={"ids": ",".join(map(str, ids))})
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def counts(user: ServiceUnderTest, username: str) -> tuple[int, int]:
    found = (await user.api.get(f"/user/accounts/by-username/{username}")).json()["counts"]
    return found["followers"], found["following"]


async def test_blocking_and_not_any_more(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    for version, (method, blocking) in enumerate((("PUT", True), ("DELETE", False), ("PUT", True)), 1):
        for _ in range(2):
            answer = await user.api.request(method, f"/user/blocks/{bob}", viewer=alice)
            assert answer.json() == {"account_id": str(bob), "blocking": blocking, "version": version}
        assert len(await cards(user, bob, alice)) == int(not blocking)
        (card,) = await cards(user, alice, bob)
        assert (card["relation"]["blocking"], card["may_see"]) == (blocking, not blocking)
    events = [event for event in await user.outbox() if event.type in ("user.blocked", "user.unblocked")]
    assert [(event.type, event.payload["version"]) for event in events] == [
        ("user.blocked", 1), ("user.unblocked", 2), ("user.blocked", 3),
    ]  # fmt: skip
    assert events[0].payload == {"blocker_id": str(alice), "blocked_id": str(bob), "version": 1}


async def test_a_block_ends_follows_and_requests_both_ways(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    carol = await person(user, "carol", private=True)
    await befriend(user, alice, bob)
    await befriend(user, bob, alice)
    await user.api.put(f"/user/follows/{carol}", viewer=alice)
    for other in (bob, carol):
        await block(user, alice, other)
    assert await counts(user, "alice") == await counts(user, "bob") == (0, 0)
    assert (await user.api.get("/user/follow-requests", viewer=carol)).json()["items"] == []
    changed = {
        (event.payload["follower_id"], event.payload["followee_id"]): (event.payload["state"], event.payload["version"])
        for event in await user.outbox("user.follow_changed")
    }
    assert changed == {
        (str(alice), str(bob)): ("none", 2),
        (str(bob), str(alice)): ("none", 2),
        (str(alice), str(carol)): ("none", 2),
    }
    await user.api.delete(f"/user/blocks/{bob}", viewer=alice)
    (card,) = await cards(user, alice, bob)
    assert (card["relation"]["following"], card["relation"]["followed_by"]) == ("none", False)


async def test_who_is_blocked_finds_nobody(user: ServiceUnderTest) -> None:
    """Every answer is that for an account that does not exist."""
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    for follower, followee in ((alice, carol), (bob, carol), (carol, alice), (carol, bob)):
        await befriend(user, follower, followee)
    await block(user, alice, bob)
    assert await cards(user, bob, alice, carol) == await cards(user, bob, carol)
    for method, path in (
        ("GET", "/user/accounts/{}/followers"),
        ("GET", "/user/accounts/{}/following"),
        ("PUT", "/user/follows/{}"),
        ("DELETE", "/user/follows/{}"),
        ("PUT", "/user/blocks/{}"),
        ("DELETE", "/user/blocks/{}"),
        ("PUT", "/user/follow-requests/{}"),
    ):
        hidden = await user.api.request(method, path.format(alice), viewer=bob)
        absent = await user.api.request(method, path.format(404), viewer=bob)
        assert hidden.status == absent.status, path
        if hidden.status >= 400:
            assert hidden.body == absent.body, path
    assert (await user.api.get("/user/accounts/by-username/alice", viewer=bob)).code == "account_not_found"
    for kind in ("followers", "following"):
        listed = await user.api.get(f"/user/accounts/{carol}/{kind}", viewer=bob)
        assert [card["username"] for card in listed.json()["items"]] == ["bob"]
        listed = await user.api.get(f"/user/accounts/{carol}/{kind}", viewer=alice)
        assert {card["username"] for card in listed.json()["items"]} == {"alice", "bob"}


async def test_the_blocker_sees_a_card_and_nothing_else(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    await befriend(user, alice, bob)
    await block(user, alice, bob)
    profile = (await user.api.get("/user/accounts/by-username/bob", viewer=alice)).json()
    assert (profile["may_see"], profile["relation"]["blocking"]) == (False, True)
    assert (await user.api.get(f"/user/accounts/{bob}/followers", viewer=alice)).status == 403
    assert (await user.api.put(f"/user/follows/{bob}", viewer=alice)).code == "account_blocked"


async def test_whom_nobody_can_block(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    assert (await user.api.put(f"/user/blocks/{alice}", viewer=alice)).code == "block_self"
    assert (await user.api.put("/user/blocks/404", viewer=alice)).code == "account_not_found"
    assert (await user.api.put(f"/user/blocks/{bob}", viewer=404)).code == "unauthenticated"
    assert (await user.api.delete("/user/blocks/404", viewer=alice)).json()["version"] == 0
    await set_state(user, bob, "suspended")
    assert (await user.api.put(f"/user/blocks/{bob}", viewer=alice)).code == "account_not_found"
    assert (await user.api.put(f"/user/blocks/{alice}", viewer=bob)).status == 200, "one may always protect oneself"
    await set_state(user, bob, "deleted")
    assert (await user.api.put(f"/user/blocks/{alice}", viewer=bob)).code == "unauthenticated"


async def test_everybody_has_a_list_of_their_own(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    names = [f"person{number}" for number in range(30)]
    people = [await person(user, name) for name in names]
    for one in people:
        await block(user, alice, one)
    await set_state(user, people[0], "deactivated")
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"/user/blocks?limit=12{cursor}", viewer=alice)).json()
        found += [card["username"] for card in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert found == names[:0:-1]
    for viewer in (bob, people[2]):
        assert (await user.api.get("/user/blocks", viewer=viewer)).json()["items"] == []
    assert (await user.api.get("/user/blocks")).status == 401
    for limit in (1, 29):
        with max_queries(1):
            page = (await user.api.get(f"/user/blocks?limit={limit}", viewer=alice)).json()
        assert len(page["items"]) == limit


async def test_the_limit_holds_at_once(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail without the lock on both accounts."""
    monkeypatch.setattr(limits, "BLOCKS", 3)
    alice = await person(user, "alice")
    others = [await person(user, f"person{number}") for number in range(8)]
    answers = await asyncio.gather(*(user.api.put(f"/user/blocks/{one}", viewer=alice) for one in others))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 5
    refused = next(answer for answer in answers if answer.status == 409)
    assert (refused.code, refused.json()["limit"]) == ("block_limit", 3)
    blocked = next(one for one, answer in zip(others, answers, strict=True) if answer.status == 200)
    assert (await user.api.put(f"/user/blocks/{blocked}", viewer=alice)).status == 200


async def test_nobody_follows_through_a_block(user: ServiceUnderTest) -> None:
    """Whoever comes first. Seen to fail with only the blocker's account locked."""
    people = [await person(user, f"person{number}") for number in range(8)]
    pairs = list(itertools.pairwise(people))
    for _ in range(15):
        await asyncio.gather(
            *(user.api.put(f"/user/follows/{blocker}", viewer=blocked) for blocker, blocked in pairs),
            *(block(user, blocker, blocked) for blocker, blocked in pairs),
        )
        through = await user.reader.fetch(
            "SELECT * FROM follow_edge f JOIN block_edge b ON b.state = 'blocked' AND f.state <> 'none'"
            " AND (f.follower_id, f.followee_id) IN ((b.blocker_id, b.blocked_id), (b.blocked_id, b.blocker_id))"
        )
        assert through == []
        for blocker, blocked in pairs:
            await user.api.delete(f"/user/blocks/{blocked}", viewer=blocker)


async def test_ones_own_block_shows_in_the_edge_at_once(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    for method, blocking in (("PUT", True), ("DELETE", False)) * 5:
        changed = await user.api.request(method, f"/user/blocks/{bob}", viewer=alice)
        position = changed.causal.split(";")[0]
        found = await user.edge.get("/user/accounts/by-username/bob", viewer=alice, causal=position)
        assert "stale" not in found.headers
        assert found.json()["relation"]["blocking"] is blocking


async def test_records_of_blocks_for_rebuilding(user: ServiceUnderTest) -> None:
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    await block(user, alice, bob)
    await block(user, alice, carol)
    await user.api.delete(f"/user/blocks/{carol}", viewer=alice)
    found: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"/user/internal/blocks?limit=1{cursor}", issuer="svc:recommend")).json()
        found += [(record["blocked_id"], record["blocked"], record["version"]) for record in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert found == [(str(bob), True, 1), (str(carol), False, 2)]
