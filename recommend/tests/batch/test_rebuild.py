from __future__ import annotations

from typing import Any

import pytest

from kit.batch import run_all
from kit.testing.service import ServiceUnderTest
from recommend.batch import rebuild
from recommend.batch.rebuild import REBUILDS
from recommend.batch.recount_followers import RECOUNT_FOLLOWERS
from recommend.tests.factories import ALICE, BOB, CAROL, DAN, blocked, follow_changed, muted, post_created, projections

Owners = dict[str, ServiceUnderTest]

INSERT_ACCOUNT = """
INSERT INTO account (id, version, username, email, password_hash, birthday, state, private, created_at)
VALUES ($1, $2, 'person' || $1::bigint, $1::bigint || '@example.org', '', '2000-01-01', $3, $4, now())
"""
INSERT_EDGE = "INSERT INTO follow_edge VALUES ($1, $2, $3, $4, now(), now())"
INSERT_POST = "INSERT INTO post VALUES ($1, $2, '', $3, $4, now())"

ACCOUNTS = [
    (ALICE, 3, "active", True),
    (BOB, 1, "active", False),
    (CAROL, 2, "suspended", False),
    (DAN, 5, "deleted", False),
]
EDGES = [
    (ALICE, BOB, "following", 1),
    (ALICE, CAROL, "pending", 3),
    (BOB, ALICE, "none", 2),
    (CAROL, BOB, "following", 7),
]
INSERT_BLOCK = "INSERT INTO block_edge VALUES ($1, $2, $3, $4, now(), now())"
BLOCKS = [(ALICE, BOB, "blocked", 1), (ALICE, CAROL, "none", 2), (CAROL, ALICE, "blocked", 3)]
INSERT_MUTE = "INSERT INTO mute_edge VALUES ($1, $2, $3, $4, now(), now())"
MUTES = [(ALICE, CAROL, "muted", 3), (BOB, ALICE, "none", 2)]
POSTS = [(71, ALICE, "published", 1), (72, BOB, "deleted", 2), (73, BOB, "published", 4)]
FRESH = {
    "follow": EDGES,
    "block": [(blocker, other, state == "blocked", version) for blocker, other, state, version in BLOCKS],
    "mute": [(muter, other, state == "muted", version) for muter, other, state, version in MUTES],
    "post": POSTS,
    "account": [
        (ALICE, "active", 3, 0, True),
        (BOB, "active", 1, 2, False),
        (CAROL, "hidden", 2, 0, False),
        (DAN, "deleted", 5, 0, False),
    ],
}


@pytest.fixture(params=[1, 1_000], ids=["page by page", "at once"])
def page_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "PAGE", request.param)


async def truth(owners: Owners) -> None:
    async with owners["user"].writing() as writer:
        for account in ACCOUNTS:
            await writer.execute(INSERT_ACCOUNT, *account)
        for edge in EDGES:
            await writer.execute(INSERT_EDGE, *edge)
        for block in BLOCKS:
            await writer.execute(INSERT_BLOCK, *block)
        for mute in MUTES:
            await writer.execute(INSERT_MUTE, *mute)
    async with owners["content"].writing() as writer:
        for post in POSTS:
            await writer.execute(INSERT_POST, *post)


async def rebuilt(recommend: ServiceUnderTest) -> dict[str, list[tuple[Any, ...]]]:
    for job in REBUILDS:
        await recommend.run_job(job)
    return await projections(recommend)


@pytest.mark.usefixtures("page_size")
async def test_rebuilding_from_nothing(recommend: ServiceUnderTest, owners: Owners) -> None:
    await truth(owners)
    for _ in range(2):
        assert await rebuilt(recommend) == FRESH


async def test_rebuilding_on_stale_and_damaged_rows_equals_computing_afresh(
    recommend: ServiceUnderTest, owners: Owners
) -> None:
    await truth(owners)
    await recommend.deliver(
        follow_changed(recommend, ALICE, CAROL, "following", 1),
        follow_changed(recommend, BOB, ALICE, "following", 1),
        blocked(recommend, ALICE, CAROL, 1),
        muted(recommend, BOB, ALICE, 1),
        post_created(recommend, 72, BOB),
    )
    async with recommend.writing() as writer:
        await writer.execute("INSERT INTO follow VALUES ($1, $2, 'none', 'none', 1)", ALICE, BOB)
        await writer.execute("INSERT INTO post VALUES (73, $1, 'archived', 4)", BOB)
        await writer.execute("UPDATE account SET state = 'active', version = 3, private = false WHERE id = $1", ALICE)
    assert await rebuilt(recommend) == FRESH


async def test_rebuilding_from_owners_without_rows(recommend: ServiceUnderTest, owners: Owners) -> None:
    assert owners.keys() == {"user", "content"}
    assert await rebuilt(recommend) == {"follow": [], "block": [], "mute": [], "post": [], "account": []}


async def test_a_rebuild_does_not_undo_what_an_event_told_meanwhile(
    recommend: ServiceUnderTest, owners: Owners
) -> None:
    await truth(owners)
    await recommend.deliver(follow_changed(recommend, ALICE, BOB, "none", 2))
    assert (await rebuilt(recommend))["follow"][0] == (ALICE, BOB, "none", 2)


async def test_late_events_after_a_rebuild_change_nothing(recommend: ServiceUnderTest, owners: Owners) -> None:
    await truth(owners)
    await rebuilt(recommend)
    await recommend.deliver(
        follow_changed(recommend, BOB, ALICE, "following", 1),
        follow_changed(recommend, CAROL, BOB, "following", 7),
        post_created(recommend, 72, BOB),
    )
    assert await projections(recommend) == FRESH


async def test_all_rebuilds_run_at_once(recommend: ServiceUnderTest, owners: Owners) -> None:
    await truth(owners)
    await run_all([*REBUILDS, RECOUNT_FOLLOWERS], recommend.runtime)
    assert await projections(recommend) == FRESH
