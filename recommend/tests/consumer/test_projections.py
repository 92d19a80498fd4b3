from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.events import Envelope
from kit.testing.service import ServiceUnderTest
from recommend.batch.recount_followers import RECOUNT_FOLLOWERS
from recommend.tests.factories import (
    ALICE,
    BOB,
    CAROL,
    DAN,
    account_changed,
    blocked,
    event,
    follow_changed,
    muted,
    post_created,
    post_deleted,
    post_moved,
    projections,
)

SAME_DATABASE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def world(service: ServiceUnderTest) -> list[Envelope[Any]]:
    """Two accounts, of which one leaves; a follow that ends, one that is accepted; posts that are deleted, archived, shown again."""
    return [
        event(service, "user.account_created", {"account_id": str(ALICE), "username": "alice"}, 1),
        event(service, "user.account_created", {"account_id": str(BOB), "username": "bob"}, 1),
        account_changed(service, ALICE, 2, private=True),
        account_changed(service, CAROL, 2, state="deactivated"),
        account_changed(service, CAROL, 3, state="active"),
        account_changed(service, DAN, 2, state="active"),
        account_changed(service, DAN, 3, state="suspended"),
        event(service, "user.account_deleted", {"account_id": str(BOB)}, 2),
        follow_changed(service, ALICE, BOB, "following", 1),
        follow_changed(service, ALICE, BOB, "none", 2),
        follow_changed(service, CAROL, ALICE, "pending", 1),
        follow_changed(service, CAROL, ALICE, "following", 2),
        blocked(service, ALICE, CAROL, 1),
        blocked(service, ALICE, CAROL, 2),
        blocked(service, CAROL, BOB, 1),
        muted(service, CAROL, ALICE, 2),
        muted(service, CAROL, ALICE, 3),
        post_created(service, 71, ALICE),
        post_created(service, 72, ALICE),
        post_deleted(service, 72, ALICE),
        post_created(service, 73, ALICE),
        post_moved(service, "post_archived", 73, ALICE, 2),
        post_moved(service, "post_unarchived", 73, ALICE, 3),
        post_moved(service, "post_archived", 73, ALICE, 4),
        post_created(service, 74, ALICE),
        post_moved(service, "post_archived", 74, ALICE, 2),
        post_moved(service, "post_unarchived", 74, ALICE, 3),
    ]


RESULT = {
    "follow": [(ALICE, BOB, "none", 2), (CAROL, ALICE, "following", 2)],
    "block": [(ALICE, CAROL, False, 2), (CAROL, BOB, True, 1)],
    "mute": [(CAROL, ALICE, True, 3)],
    "post": [
        (71, ALICE, "published", 1),
        (72, ALICE, "deleted", 2),
        (73, ALICE, "archived", 4),
        (74, ALICE, "published", 3),
    ],
    "account": [
        (ALICE, "active", 2, 1, True),
        (BOB, "deleted", 2, 0, False),
        (CAROL, "active", 3, 0, False),
        (DAN, "hidden", 3, 0, False),
    ],
}


async def test_events_become_projections(recommend: ServiceUnderTest) -> None:
    await recommend.deliver(*world(recommend))
    assert await projections(recommend) == RESULT


@SAME_DATABASE
@given(order=st.permutations(range(27)))
async def test_order_and_repetition_change_nothing(recommend: ServiceUnderTest, order: list[int]) -> None:
    events = world(recommend)
    await recommend.empty()
    await recommend.deliver(*(events[place] for place in order))
    assert await projections(recommend) == RESULT


async def test_an_account_is_unknown_until_user_tells_of_it(recommend: ServiceUnderTest) -> None:
    await recommend.deliver(follow_changed(recommend, ALICE, BOB, "following", 1))
    assert (await projections(recommend))["account"] == [(BOB, "unknown", 0, 1, False)]
    await recommend.deliver(event(recommend, "user.account_created", {"account_id": str(BOB), "username": "bob"}, 1))
    assert (await projections(recommend))["account"] == [(BOB, "active", 1, 1, False)]


async def test_counting_afresh_mends_what_was_wrong(recommend: ServiceUnderTest) -> None:
    await recommend.deliver(*world(recommend))
    async with recommend.writing() as writer:
        await writer.execute("UPDATE account SET followers = followers + 7")
    for _ in range(2):
        await recommend.run_job(RECOUNT_FOLLOWERS)
        assert await projections(recommend) == RESULT
