"""What the feed costs, in pages of the database that it looks at: unlike time, the same on every machine."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kit.ids import MAX_ID
from kit.testing.service import ServiceUnderTest
from recommend.domain import commands
from recommend.domain.model import AccountState, Mute
from recommend.domain.repository import FEED
from recommend.tests.factories import ALICE, BOB, follow, open_accounts, publish

FEW, MANY = range(10_000, 10_030), range(10_000, 11_500)


async def pages_looked_at(recommend: ServiceUnderTest, viewer: int) -> int:
    sql = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + FEED
    text = await recommend.reader.fetchval(sql, viewer, MAX_ID, 0, 21, True)
    plan: dict[str, Any] = msgspec.json.decode(text)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


async def test_the_feed_costs_the_same_however_many_accounts_there_are(recommend: ServiceUnderTest) -> None:
    """Seen to fail with the newest posts of everybody filtered by a set of any size."""
    await follow(recommend, ALICE, *FEW)
    await publish(recommend, *[*FEW] * 3)
    await publish(recommend, *range(20_000, 20_300))
    small = await pages_looked_at(recommend, ALICE)
    await publish(recommend, *range(30_000, 60_000))
    assert await pages_looked_at(recommend, ALICE) <= small * 2


async def test_mutes_are_read_once_for_the_feed(recommend: ServiceUnderTest) -> None:
    """Into a hash, however many: half of whom one follows, and as many others. Never looked up one by one."""
    await follow(recommend, ALICE, *MANY)
    await publish(recommend, *[*range(20_000, 35_000), *MANY] * 2)
    before = await pages_looked_at(recommend, ALICE)
    mutes = [Mute(muter_id=ALICE, muted_id=one, muted=True, version=1) for one in (*MANY[::2], *range(50_000, 50_750))]
    async with recommend.writing() as writer:
        await commands.apply_mutes(writer, mutes)
    assert await pages_looked_at(recommend, ALICE) <= before + len(mutes) / 50


@pytest.mark.parametrize("followed", [FEW, MANY], ids=["author by author", "newest first"])
async def test_hidden_accounts_are_looked_for_on_the_page_alone(recommend: ServiceUnderTest, followed: range) -> None:
    """However many there are, and however many one follows."""
    await follow(recommend, ALICE, *followed)
    await publish(recommend, *[*range(20_000, 35_000), *followed] * 2)
    before = await pages_looked_at(recommend, ALICE)
    await open_accounts(recommend, *range(10_000, 20_000))
    await open_accounts(recommend, *range(50_000, 50_750), state=AccountState.HIDDEN)
    assert await pages_looked_at(recommend, ALICE) <= before + 3 * 21


async def test_the_feed_costs_less_per_follow_the_more_one_follows(recommend: ServiceUnderTest) -> None:
    await follow(recommend, ALICE, *FEW)
    await follow(recommend, BOB, *MANY)
    await publish(recommend, *[*MANY, *range(20_000, 35_000)] * 2)
    few, many = await pages_looked_at(recommend, ALICE), await pages_looked_at(recommend, BOB)
    assert many / few < len(MANY) / len(FEW) / 2
