from __future__ import annotations

from kit.testing.service import ServiceUnderTest
from user.batch.fold_follow_counts import FOLD_FOLLOW_COUNTS
from user.batch.recount_follows import RECOUNT_FOLLOWS
from user.tests.factories import befriend, person


async def followers(user: ServiceUnderTest, username: str) -> int:
    found = await user.api.get(f"/user/accounts/by-username/{username}")
    return int(found.json()["counts"]["followers"])


async def test_folding_changes_no_count(user: ServiceUnderTest) -> None:
    bob = await person(user, "bob")
    for number in range(5):
        await befriend(user, await person(user, f"person{number}"), bob)
    assert await followers(user, "bob") == 5
    for _ in range(2):
        await user.run_job(FOLD_FOLLOW_COUNTS)
        assert await followers(user, "bob") == 5
        assert await user.reader.fetchval("SELECT count(*) FROM follow_delta") == 0


async def test_recounting_mends_totals_and_leaves_waiting_changes_to_be_folded(user: ServiceUnderTest) -> None:
    bob = await person(user, "bob")
    for number in range(3):
        await befriend(user, await person(user, f"person{number}"), bob)
    await user.run_job(FOLD_FOLLOW_COUNTS)
    await befriend(user, await person(user, "person3"), bob)
    async with user.writing() as writer:
        await writer.execute("UPDATE follow_count SET followers = 77, following = -1")
    for _ in range(2):
        await user.run_job(RECOUNT_FOLLOWS)
        assert await followers(user, "bob") == 4
    await user.run_job(FOLD_FOLLOW_COUNTS)
    assert await followers(user, "bob") == 4
