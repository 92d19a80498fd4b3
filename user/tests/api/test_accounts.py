from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.operation import Operation
from kit.testing.service import ServiceUnderTest
from user.api.main import app
from user.tests.factories import befriend, person, set_state

MaxQueries = Callable[[int], AbstractContextManager[None]]


class Cast:
    """bob, whom everybody looks at, and those who look."""

    def __init__(self, bob: int, viewers: dict[str, int | None]) -> None:
        self.bob = bob
        self.viewers = viewers


async def cast(user: ServiceUnderTest, *, private: bool) -> Cast:
    bob = await person(user, "bob", private=private, bio="of bob")
    names = ("stranger", "pending", "follower", "exfollower", "followed", "blocked", "unblocked", "blocker")
    people: dict[str, int | None] = {name: await person(user, name) for name in names}
    for name in ("follower", "exfollower", "blocked", "unblocked", "blocker"):
        await befriend(user, people[name] or 0, bob)
    for name in ("blocked", "unblocked"):
        await user.api.put(f"/user/blocks/{people[name]}", viewer=bob)
    await user.api.delete(f"/user/blocks/{people['unblocked']}", viewer=bob)
    await user.api.put(f"/user/blocks/{bob}", viewer=people["blocker"])
    await user.api.put(f"/user/follows/{bob}", viewer=people["pending"])
    await user.api.delete(f"/user/follows/{bob}", viewer=people["exfollower"])
    await befriend(user, bob, people["followed"] or 0)
    return Cast(bob, people | {"owner": bob, "anonymous": None})


# What each sees of bob: (bob's account is private, bob's state) → (nothing, the card, everything).
EVERYONE = {"owner", "anonymous", "stranger", "pending", "follower", "exfollower", "followed", "unblocked"}
FULL = {
    (False, "active"): EVERYONE,
    (True, "active"): {"owner", "follower"},
    (False, "suspended"): {"owner"},
    (True, "deactivated"): set(),
    (False, "deleted"): set(),
}
SHOWN = {key: EVERYONE | {"blocker"} if key[1] == "active" else seeing for key, seeing in FULL.items()}


@pytest.mark.parametrize(("private", "state"), list(FULL))
async def test_who_sees_what(user: ServiceUnderTest, private: bool, state: str) -> None:
    """Card, profile and lists agree for every viewer. Seen to fail with each clause of `rules.access` taken out."""
    them = await cast(user, private=private)
    await set_state(user, them.bob, state)
    for name, viewer in them.viewers.items():
        full, shown = name in FULL[private, state], name in SHOWN[private, state]
        cards = (await user.api.get(f"/user/accounts?ids={them.bob}", viewer=viewer)).json()["items"]
        assert [card["may_see"] for card in cards] == ([full] if shown else []), name
        profile = await user.api.get("/user/accounts/by-username/bob", viewer=viewer)
        assert profile.status == (200 if shown else 404), name
        if shown:
            assert profile.json()["may_see"] == full
        for kind in ("followers", "following"):
            found = await user.api.get(f"/user/accounts/{them.bob}/{kind}", viewer=viewer)
            wanted = 401 if viewer is None else 200 if full else 403 if shown else 404
            assert found.status == wanted, (name, kind)


async def test_forbidden_and_absent_look_alike(user: ServiceUnderTest) -> None:
    bob, alice = await person(user, "bob"), await person(user, "alice")
    await set_state(user, bob, "suspended")
    for path in ("/user/accounts/by-username/{}", "/user/accounts/{}/followers"):
        there, absent = ("bob", "nobody") if "username" in path else (bob, 404)
        forbidden = await user.api.get(path.format(there), viewer=alice)
        missing = await user.api.get(path.format(absent), viewer=alice)
        assert (forbidden.status, forbidden.body) == (missing.status, missing.body)
    assert (await user.api.put(f"/user/follows/{bob}", viewer=alice)).code == "account_not_found"


async def test_relations(user: ServiceUnderTest) -> None:
    them = await cast(user, private=True)
    wanted = {
        "owner": (True, "none", False),
        "anonymous": (False, "none", False),
        "stranger": (False, "none", False),
        "pending": (False, "pending", False),
        "follower": (False, "following", False),
        "exfollower": (False, "none", False),
        "followed": (False, "none", True),
        "unblocked": (False, "none", False),
        "blocker": (False, "none", False),
    }
    for name, found in wanted.items():
        viewer = them.viewers[name]
        (card,) = (await user.api.get(f"/user/accounts?ids={them.bob}", viewer=viewer)).json()["items"]
        relation = card["relation"]
        assert relation["blocking"] == (name == "blocker")
        assert (relation["own"], relation["following"], relation["followed_by"]) == found, name


async def test_cards_keep_the_order_and_leave_out_what_is_not_there(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    answer = await user.api.get(f"/user/accounts?ids={bob},404,{alice}")
    assert [card["username"] for card in answer.json()["items"]] == ["bob", "alice"]
    assert answer.json()["items"][0] == {
        "id": str(bob),
        "version": 1,
        "username": "bob",
        "name": "Bob",
        "private": False,
        "avatar": None,
        "may_see": True,
        "relation": {
            "own": False,
            "following": "none",
            "followed_by": False,
            "requested_by": False,
            "blocking": False,
            "muting": False,
            "version": 0,
        },
    }


async def test_a_held_version_comes_without_its_body(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    await user.api.patch("/user/profile", viewer=alice, json={"name": "Alice S."})
    for held, unchanged in ((1, False), (2, True), (3, False)):
        (card,) = (await user.api.get(f"/user/accounts?ids={alice}:{held}")).json()["items"]
        assert card.get("unchanged", False) is unchanged
        assert ("name" in card) is not unchanged
        assert card["version"] == 2
        assert card["may_see"] is True


async def test_batches(user: ServiceUnderTest) -> None:
    ids = [str(await person(user, f"person{i}")) for i in range(45)]
    answer = await user.api.post("/user/accounts/batch", json={"ids": [*ids[:44], f"{ids[44]}:1"]})
    assert answer.status == 200, answer
    assert [card["id"] for card in answer.json()["items"]] == ids
    assert answer.json()["items"][44]["unchanged"] is True


@pytest.mark.parametrize("ids", [",".join(map(str, range(1, 42))), "x", "1:x", "-1", "1,,2", "99999999999999999999"])
async def test_ids_that_are_none(user: ServiceUnderTest, ids: str) -> None:
    assert (await user.api.get("/user/accounts", params={"ids": ids})).status == 422
    assert (await user.api.post("/user/accounts/batch", json={"ids": ["1"] * 201})).status == 422


async def test_any_number_of_cards_costs_one_query(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    ids = [str(await person(user, f"person{i}")) for i in range(30)]
    for number in (1, 30):
        with max_queries(1):
            answer = await user.api.get(f"/user/accounts?ids={','.join(ids[:number])}", viewer=int(ids[0]))
        assert len(answer.json()["items"]) == number


async def test_a_profile(user: ServiceUnderTest, max_queries: MaxQueries) -> None:
    links = [("https://example.org", "Home")]
    alice = await person(user, "alice", bio="Two\nlines", pronouns="she/her", links=links)
    bob = await person(user, "bob")
    await user.api.put(f"/user/follows/{alice}", viewer=bob)
    with max_queries(2):
        answer = await user.api.get("/user/accounts/by-username/ALICE", viewer=bob)
    assert answer.json() == {
        "id": str(alice),
        "version": 2,
        "username": "alice",
        "name": "Alice",
        "bio": "Two\nlines",
        "pronouns": "she/her",
        "links": [{"url": "https://example.org", "title": "Home"}],
        "avatar": None,
        "private": False,
        "counts": {"followers": 1, "following": 0},
        "relation": {
            "own": False,
            "following": "following",
            "followed_by": False,
            "requested_by": False,
            "blocking": False,
            "muting": False,
            "version": 1,
        },
        "may_see": True,
        "mutuals": {"items": [], "count": 0},
    }


async def test_standing_is_for_services(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob", verified=False)

    async def standing(account: int) -> Any:
        return (await user.api.get(f"/user/accounts/{account}/standing", issuer="svc:content")).json()

    assert await standing(alice) == {
        "account_id": str(alice), "state": "active", "verified": True, "may_publish": True,
    }  # fmt: skip
    assert (await standing(bob))["may_publish"] is False
    await set_state(user, alice, "suspended")
    assert (await standing(alice))["may_publish"] is False
    await set_state(user, alice, "deleted")
    assert (await standing(alice))["code"] == "account_not_found"
    assert (await user.api.get(f"/user/accounts/{bob}/standing", viewer=bob)).code == "not_allowed"


async def test_records_for_rebuilding_come_in_pages(user: ServiceUnderTest) -> None:
    people = [await person(user, f"person{i}") for i in range(3)]
    await user.api.put(f"/user/follows/{people[1]}", viewer=people[0])
    await user.api.put(f"/user/follows/{people[2]}", viewer=people[0])
    await user.api.delete(f"/user/follows/{people[2]}", viewer=people[0])
    found: dict[str, list[Any]] = {"accounts": [], "follows": []}
    for kind, records in found.items():
        cursor: str | None = ""
        while cursor is not None:
            page = (await user.api.get(f"/user/internal/{kind}?limit=1{cursor}", issuer="svc:recommend")).json()
            records += page["items"]
            cursor = f"&cursor={page['next']}" if page["next"] else None
    assert {record["id"] for record in found["accounts"]} == {str(one) for one in people}
    edges = {(edge["followee_id"], edge["state"], edge["version"]) for edge in found["follows"]}
    assert edges == {(str(people[1]), "following", 1), (str(people[2]), "none", 2)}


async def test_replication(user: ServiceUnderTest) -> None:
    here, there = await user.api.get("/user/replication"), await user.edge.get("/user/replication")
    assert here.json()["lag_ms"] is None
    assert here.json()["lsn"] > 0
    assert there.json()["lag_ms"] >= 0
    assert here.json()["epoch"] == there.json()["epoch"] == 1


def _operations() -> list[tuple[str, str, Operation]]:
    """Method, path and declaration of every operation; what each has to declare is written in user/tests/policy.py."""
    found = []
    for route in app.litestar().routes:
        for handler in getattr(route, "route_handlers", []):
            operation = handler.opt.get("operation")
            if operation and operation.issuers:
                methods = set(handler.http_methods) - {"OPTIONS", "HEAD"}
                found += [(method, route.path_format, operation) for method in methods]
    return found


@pytest.mark.parametrize(("method", "path", "operation"), _operations())
async def test_callers_are_checked(user: ServiceUnderTest, method: str, path: str, operation: Operation) -> None:
    path = path.replace("{username}", "bob").replace("{account_id}", "7").replace("{session_id}", "7")
    assert (await user.api.request(method, path, issuer="")).status == 401
    forged = {"authorization": "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJhZG1pbiJ9."}
    assert (await user.api.request(method, path, issuer="", headers=forged)).status == 401
    stranger = "media-ap-northeast"
    assert (await user.api.request(method, path, viewer=7, issuer=stranger)).status == 403
    if operation.viewer == "required":
        assert (await user.api.request(method, path)).status == 401
    if list(operation.issuers) == ["bff-*"]:
        assert (await user.api.request(method, path, viewer=7, issuer="svc:content")).status == 403
