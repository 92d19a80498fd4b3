from __future__ import annotations

from typing import Any

import pytest

from kit.auth import Signer
from kit.testing.service import ServiceUnderTest
from user.tests.factories import person, receipt_claims, set_state


def receipt(user: ServiceUnderTest, owner: int, **changes: Any) -> str:
    issuer = "media-ap-northeast"
    return Signer(issuer, user.world.secrets.private_key(issuer)).sign(receipt_claims(owner, **changes))


async def test_changing_what_is_given(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice", bio="before")
    change = {"name": "  Alice\tSmith ", "links": [{"url": "https://example.org"}]}
    answer = await user.api.patch("/user/profile", viewer=alice, json=change)
    assert answer.status == 200, answer
    profile = answer.json()
    assert (profile["name"], profile["bio"], profile["version"]) == ("Alice Smith", "before", 3)
    assert profile["links"] == [{"url": "https://example.org", "title": ""}]
    event = (await user.outbox("user.account_changed"))[-1]
    assert event.payload == {
        "account_id": str(alice), "username": "alice", "name": "Alice Smith", "version": 3, "private": False,
        "state": "active",
    }  # fmt: skip


async def test_no_change_is_no_event(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice", bio="before")
    events = len(await user.outbox())
    for change in ({}, {"bio": " before "}):
        assert (await user.api.patch("/user/profile", viewer=alice, json=change)).json()["version"] == 2
    assert len(await user.outbox()) == events


async def test_a_picture_comes_by_its_receipt_and_goes(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    answer = await user.api.patch("/user/profile", viewer=alice, json={"avatar_receipt": receipt(user, alice)})
    assert answer.json()["avatar"]["media_id"] == "7301"
    assert "digest" not in answer.json()["avatar"]
    (card,) = (await user.api.get(f"/user/accounts?ids={alice}")).json()["items"]
    assert card["avatar"] == answer.json()["avatar"]
    kept = await user.api.patch("/user/profile", viewer=alice, json={"name": "A"})
    assert kept.json()["avatar"] == card["avatar"]
    gone = await user.api.patch("/user/profile", viewer=alice, json={"avatar_receipt": None})
    assert gone.json()["avatar"] is None
    events = await user.outbox("user.avatar_changed")
    assert [(e.payload["receipt"] is None, e.payload["previous_media_id"]) for e in events] == [
        (False, None), (True, "7301"),
    ]  # fmt: skip


async def test_the_picture_of_another_is_refused(user: ServiceUnderTest) -> None:
    alice, bob = await person(user, "alice"), await person(user, "bob")
    answer = await user.api.patch("/user/profile", viewer=alice, json={"avatar_receipt": receipt(user, bob)})
    assert (answer.status, answer.code) == (400, "receipt_invalid")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"name": "x" * 65}, 400, "name_too_long"),
        ({"bio": "x" * 151}, 400, "bio_too_long"),
        ({"pronouns": "x" * 33}, 400, "pronouns_too_long"),
        ({"links": [{"url": "javascript:alert(1)"}]}, 400, "link_invalid"),
        ({"links": [{"url": "https://example.org"}] * 6}, 422, "malformed"),
        ({"bio": "nu\x00l"}, 422, "malformed"),
        ({"bio": None}, 422, "malformed"),
        ({"username": "bob"}, 422, "malformed"),
        ({"avatar": {}}, 422, "malformed"),
        ([], 422, "malformed"),
    ],
)
async def test_changes_that_are_refused(user: ServiceUnderTest, change: Any, status: int, code: str) -> None:
    alice = await person(user, "alice")
    answer = await user.api.patch("/user/profile", viewer=alice, json=change)
    assert (answer.status, answer.code) == (status, code)


async def test_preferences(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    for change, language, theme in (
        ({"theme": "dark"}, "en", "dark"),
        ({"language": "ko"}, "ko", "dark"),
        ({}, "ko", "dark"),
    ):
        viewer = (await user.api.patch("/user/preferences", viewer=alice, json=change)).json()
        assert (viewer["language"], viewer["theme"], viewer["version"]) == (language, theme, 1)
    assert (await user.api.patch("/user/preferences", viewer=alice, json={"theme": "pink"})).status == 422


async def test_who_may_change_a_profile(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    assert (await user.api.patch("/user/profile", viewer=404, json={})).code == "unauthenticated"
    await set_state(user, alice, "suspended")
    assert (await user.api.patch("/user/profile", viewer=alice, json={"name": "A"})).code == "account_suspended"
    assert (await user.api.patch("/user/preferences", viewer=alice, json={"theme": "dark"})).status == 200
    await set_state(user, alice, "deleted")
    assert (await user.api.patch("/user/preferences", viewer=alice, json={"theme": "dark"})).status == 401


async def test_the_change_is_seen_in_the_edge_at_once(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    for number in range(10):
        changed = await user.api.patch("/user/profile", viewer=alice, json={"name": f"Alice {number}"})
        found = await user.edge.get(f"/user/accounts?ids={alice}", viewer=alice, causal=changed.causal)
        assert "stale" not in found.headers
        assert found.json()["items"][0]["name"] == f"Alice {number}"
