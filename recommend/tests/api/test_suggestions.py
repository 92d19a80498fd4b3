from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from kit.testing.service import ServiceUnderTest
from recommend.domain.model import AccountState, Following
from recommend.tests.factories import ALICE, BOB, CAROL, DAN, blocked, follow, open_accounts

ERIN, FRANK = 1005, 1006
EVERYBODY = (ALICE, BOB, CAROL, DAN, ERIN, FRANK)
MaxQueries = Callable[[int], AbstractContextManager[None]]


async def suggested(recommend: ServiceUnderTest, viewer: int = ALICE, **params: Any) -> list[dict[str, Any]]:
    answer = await recommend.api.get("/recommend/accounts/suggestions", viewer=viewer, params=params)
    assert answer.status == 200, answer
    return list(answer.json()["items"])


async def accounts(recommend: ServiceUnderTest, viewer: int = ALICE, **params: Any) -> list[int]:
    return [int(item["account_id"]) for item in await suggested(recommend, viewer, **params)]


async def test_those_followed_by_followed_accounts_come_first_then_the_popular(recommend: ServiceUnderTest) -> None:
    await open_accounts(recommend, *EVERYBODY)
    await follow(recommend, ALICE, BOB, CAROL)
    await follow(recommend, BOB, ERIN, ALICE)
    await follow(recommend, CAROL, ERIN, DAN)
    for stranger in range(2_000, 2_005):
        await follow(recommend, stranger, FRANK)
    assert await suggested(recommend) == [
        {
            "account_id": str(ERIN),
            "reason": {"kind": "followed_by", "count": 2, "accounts": [str(BOB), str(CAROL)]},
        },
        {"account_id": str(DAN), "reason": {"kind": "followed_by", "count": 1, "accounts": [str(CAROL)]}},
        {"account_id": str(FRANK), "reason": {"kind": "popular", "count": 5, "accounts": []}},
    ]
    assert await accounts(recommend, limit=1) == [ERIN]


@pytest.mark.parametrize("state", ["following", "pending"])
async def test_nobody_is_suggested_twice_over(recommend: ServiceUnderTest, state: str) -> None:
    """Neither oneself nor whom one follows or asked to follow."""
    await open_accounts(recommend, ALICE, BOB, CAROL)
    await follow(recommend, ALICE, BOB)
    await follow(recommend, BOB, CAROL, ALICE)
    await follow(recommend, ALICE, CAROL, state=Following(state))
    assert await accounts(recommend) == []


async def test_after_unfollowing_an_account_is_suggested_again(recommend: ServiceUnderTest) -> None:
    await open_accounts(recommend, ALICE, BOB)
    await follow(recommend, ALICE, BOB)
    await follow(recommend, ALICE, BOB, state=Following.NONE)
    assert await suggested(recommend) == [
        {"account_id": str(BOB), "reason": {"kind": "popular", "count": 0, "accounts": []}}
    ]


@pytest.mark.parametrize("state", [AccountState.DELETED, AccountState.HIDDEN])
async def test_who_cannot_be_seen_is_not_suggested(recommend: ServiceUnderTest, state: AccountState) -> None:
    await open_accounts(recommend, ALICE, BOB, CAROL)
    await follow(recommend, ALICE, BOB)
    await follow(recommend, BOB, CAROL, DAN)
    await open_accounts(recommend, CAROL, state=state, version=2)
    assert await accounts(recommend) == []
    assert await accounts(recommend, viewer=DAN) == [BOB, ALICE]


async def test_nobody_is_suggested_through_a_block(recommend: ServiceUnderTest) -> None:
    """Neither to the blocker nor to the blocked."""
    await open_accounts(recommend, ALICE, BOB, CAROL)
    await follow(recommend, ALICE, BOB)
    await follow(recommend, BOB, CAROL)
    await follow(recommend, CAROL, BOB)
    await recommend.deliver(blocked(recommend, CAROL, ALICE, 1))
    assert await accounts(recommend) == await accounts(recommend, viewer=CAROL) == []
    await recommend.deliver(blocked(recommend, CAROL, ALICE, 2))
    assert (await accounts(recommend), await accounts(recommend, viewer=CAROL)) == ([CAROL], [ALICE])


async def test_private_accounts_are_not_suggested(recommend: ServiceUnderTest) -> None:
    await open_accounts(recommend, ALICE, BOB, CAROL)
    await follow(recommend, ALICE, BOB)
    await follow(recommend, BOB, CAROL)
    await open_accounts(recommend, CAROL, version=2, private=True)
    assert await accounts(recommend) == []
    assert await accounts(recommend, viewer=DAN) == [BOB, ALICE]
    await open_accounts(recommend, CAROL, version=3)
    assert await accounts(recommend) == [CAROL]


async def test_a_new_account_is_shown_the_most_followed(recommend: ServiceUnderTest) -> None:
    await open_accounts(recommend, *EVERYBODY)
    await follow(recommend, BOB, CAROL)
    await follow(recommend, DAN, CAROL, ERIN)
    assert (await accounts(recommend))[:2] == [CAROL, ERIN]
    assert set(await accounts(recommend)) == set(EVERYBODY) - {ALICE}


@pytest.mark.parametrize("number", [1, 30])
async def test_suggestions_cost_the_same_for_one_and_for_thirty(
    recommend: ServiceUnderTest, max_queries: MaxQueries, number: int
) -> None:
    await open_accounts(recommend, *range(3_000, 3_000 + number))
    await suggested(recommend)  # types are looked up at their first use
    with max_queries(2):
        assert len(await suggested(recommend)) == number
