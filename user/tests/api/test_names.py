from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.testing.service import ServiceUnderTest
from user.batch.fold_follow_counts import FOLD_FOLLOW_COUNTS
from user.domain import limits
from user.tests.factories import befriend, person, set_state


async def matching(user: ServiceUnderTest, viewer: int, prefix: str) -> list[str]:
    answer = await user.api.get("/user/accounts/matching", viewer=viewer, params={"prefix": prefix})
    assert answer.status == 200, answer
    return [item["username"] for item in answer.json()["items"]]


async def mentioned(user: ServiceUnderTest, author: int, *usernames: str) -> dict[str, str]:
    params: dict[str, Any] = {"author_id": author, "usernames": ",".join(usernames)}
    answer = await user.api.get("/user/internal/mentioned", issuer="svc:content", params=params)
    assert answer.status == 200, answer
    return {item["username"]: item["account_id"] for item in answer.json()["items"]}


async def test_whom_one_follows_comes_first_then_who_is_followed_most(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice")
    sea = {name: await person(user, name) for name in ("sea", "sea.lover", "seaside", "sea_bird", "seb")}
    for number in range(3):
        await befriend(user, await person(user, f"fan{number}"), sea["seaside"])
    await befriend(user, await person(user, "other"), sea["sea_bird"])
    await befriend(user, alice, sea["sea.lover"])
    await user.run_job(FOLD_FOLLOW_COUNTS)
    assert await matching(user, alice, "sea") == ["sea.lover", "seaside", "sea_bird", "sea"]
    assert await matching(user, alice, "SEA_") == ["sea_bird"]
    assert await matching(user, alice, "seb") == ["seb"]
    assert await matching(user, alice, "ali") == []


@pytest.mark.parametrize("prefix", ["%", "se~", "바", "se a", "İ"])
async def test_what_begins_no_name_finds_nobody(user: ServiceUnderTest, prefix: str) -> None:
    assert await matching(user, await person(user, "seal"), prefix) == []


async def test_nobody_is_offered_across_a_block_or_who_is_hidden(user: ServiceUnderTest) -> None:
    """Seen to fail with `blocked_by` or `blocking` taken out of MATCHING, and without a.state = 'active'."""
    alice = await person(user, "alice")
    people = {name: await person(user, name) for name in ("sea1", "sea2", "sea3", "sea4")}
    await user.api.put(f"/user/blocks/{alice}", viewer=people["sea1"])
    await user.api.put(f"/user/blocks/{people['sea2']}", viewer=alice)
    await set_state(user, people["sea3"], "suspended")
    assert await matching(user, alice, "sea") == ["sea4"]
    await befriend(user, alice, people["sea3"])
    assert await matching(user, alice, "sea") == ["sea4"]


async def test_many_who_are_offered_cost_one_statement(
    user: ServiceUnderTest, max_queries: Callable[[int], AbstractContextManager[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await person(user, "alice")
    for number in range(12):
        last = await person(user, f"sea{number:02}")
    await matching(user, alice, "sea")
    with max_queries(1):
        assert len(await matching(user, alice, "sea")) == limits.MATCHED
    monkeypatch.setattr(limits, "MATCHED_AMONG", 3)
    assert await matching(user, alice, "sea") == ["sea00", "sea01", "sea02"]
    await befriend(user, alice, last)
    assert await matching(user, alice, "sea") == ["sea11", "sea00", "sea01", "sea02"]


async def test_names_become_accounts(
    user: ServiceUnderTest, max_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    """Seen to fail with either side of the block taken out of MENTIONED."""
    alice = await person(user, "alice")
    people = {name: await person(user, name) for name in ("bob", "carol", "dan", "erin", "frank")}
    await user.api.put(f"/user/blocks/{alice}", viewer=people["carol"])
    await user.api.put(f"/user/blocks/{people['dan']}", viewer=alice)
    await set_state(user, people["erin"], "deactivated")
    names = ("Bob", "carol", "dan", "erin", "frank", "alice", "nobody", "bob")
    expected = {"bob": str(people["bob"]), "frank": str(people["frank"])}
    assert await mentioned(user, alice, *names) == expected
    with max_queries(1):
        assert await mentioned(user, alice, *names) == expected


@pytest.mark.parametrize("usernames", ["", "a,", "a b", ",".join(["name"] * 21), "바다"])
async def test_what_is_no_list_of_names_is_refused(user: ServiceUnderTest, usernames: str) -> None:
    params = {"author_id": 17, "usernames": usernames}
    answer = await user.api.get("/user/internal/mentioned", issuer="svc:content", params=params)
    assert answer.status == 422
