from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.testing.service import ServiceUnderTest
from user.domain import limits
from user.tests.factories import befriend, person, set_state

MaxQueries = Callable[[int], AbstractContextManager[None]]


async def mute(user: ServiceUnderTest, muter: int, muted: int) -> None:
    answer = await user.api.put(f"/user/mutes/{muted}", viewer=muter)
    assert answer.status == 200, answer


async def card(user: ServiceUnderTest, viewer: int | None, account: int) -> dict[str, Any]:
    (found,) = (await user.api.get(f"/user/accounts?ids={account}", viewer=viewer)).json()["items"]
    assert isinstance(found, dict)
    return found


async def test_muting_and_not_any_more(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    await befriend(user, alice, bob)
    for version, (method, muting) in enumerate((("PUT", True), ("DELETE", False), ("PUT", True)), 1):
        for _ in range(2):
            answer = await user.api.request(method, f"/user/mutes/{bob}", viewer=alice)
            assert answer.json() == {"account_id": str(bob), "muting": muting, "version": version}
        relation = (await card(user, alice, bob))["relation"]
        assert (relation["muting"], relation["following"]) == (muting, "following")
    events = [event for event in await user.outbox() if event.type in ("user.muted", "user.unmuted")]
    assert [(event.type, event.payload["version"]) for event in events] == [
        ("user.muted", 1), ("user.unmuted", 2), ("user.muted", 3),
    ]  # fmt: skip
    assert events[0].payload == {"muter_id": str(alice), "muted_id": str(bob), "version": 1}


async def test_nobody_else_knows(user: ServiceUnderTest) -> None:
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    before = [await card(user, viewer, account) for viewer in (bob, carol, None) for account in (alice, bob)]
    await mute(user, alice, bob)
    assert before == [await card(user, viewer, account) for viewer in (bob, carol, None) for account in (alice, bob)]
    assert (await user.api.get("/user/mutes", viewer=bob)).json()["items"] == []


async def test_whom_nobody_can_mute(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    assert (await user.api.put(f"/user/mutes/{alice}", viewer=alice)).code == "mute_self"
    assert (await user.api.put("/user/mutes/404", viewer=alice)).code == "account_not_found"
    assert (await user.api.delete("/user/mutes/404", viewer=alice)).json()["version"] == 0
    await user.api.put(f"/user/blocks/{alice}", viewer=bob)
    assert (await user.api.put(f"/user/mutes/{bob}", viewer=alice)).code == "account_not_found"


async def test_everybody_has_a_list_of_their_own(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    alice = await person(user, "alice")
    names = [f"person{number}" for number in range(30)]
    people = [await person(user, name) for name in names]
    for one in people:
        await mute(user, alice, one)
    await set_state(user, people[0], "deactivated")
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"/user/mutes?limit=12{cursor}", viewer=alice)).json()
        found += [one["username"] for one in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert found == names[:0:-1]
    for limit in (1, 29):
        with max_queries(1):
            page = (await user.api.get(f"/user/mutes?limit={limit}", viewer=alice)).json()
        assert len(page["items"]) == limit


async def test_the_limit_holds_at_once(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail without the lock on the viewer's account."""
    monkeypatch.setattr(limits, "MUTES", 3)
    alice = await person(user, "alice")
    others = [await person(user, f"person{number}") for number in range(8)]
    answers = await asyncio.gather(*(user.api.put(f"/user/mutes/{one}", viewer=alice) for one in others))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 5
    refused = next(answer for answer in answers if answer.status == 409)
    assert (refused.code, refused.json()["limit"]) == ("mute_limit", 3)


async def test_records_of_mutes_for_rebuilding(user: ServiceUnderTest) -> None:
    alice, bob, carol = await person(user, "alice"), await person(user, "bob"), await person(user, "carol")
    await mute(user, alice, bob)
    await mute(user, alice, carol)
    await user.api.delete(f"/user/mutes/{carol}", viewer=alice)
    found: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await user.api.get(f"/user/internal/mutes?limit=1{cursor}", issuer="svc:recommend")).json()
        found += [(record["muted_id"], record["muted"], record["version"]) for record in page["items"]]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert found == [(str(bob), True, 1), (str(carol), False, 2)]
