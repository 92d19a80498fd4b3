from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.batch import rebuild_accounts
from content.batch.count_hashtags import COUNT_HASHTAGS
from content.batch.rebuild_accounts import REBUILD_ACCOUNTS
from content.tests.factories import ALICE, BOB, CAROL, account_news, published
from kit.events import Envelope
from kit.testing.plugin import Serve, ServiceFactory
from kit.testing.service import ServiceUnderTest

DAN = 1004
SAME_DATABASE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

INSERT_ACCOUNT = """
INSERT INTO account (id, version, username, email, password_hash, birthday, state, private, created_at)
VALUES ($1, $2, 'person' || $1::bigint, $1::bigint || '@example.org', '', '2000-01-01', $3, $4, now())
"""
ACCOUNTS = [
    (ALICE, 3, "active", True),
    (BOB, 1, "active", False),
    (CAROL, 2, "suspended", False),
    (DAN, 5, "deleted", False),
]


def world(service: ServiceUnderTest) -> list[Envelope[Any]]:
    """alice goes private, bob goes private and public again, carol is deleted, dan deactivates his account."""
    return [
        account_news(service, ALICE, 1),
        account_news(service, ALICE, 2, private=True),
        account_news(service, BOB, 1),
        account_news(service, BOB, 2, private=True),
        account_news(service, BOB, 3),
        account_news(service, CAROL, 1),
        account_news(service, CAROL, 2, deleted=True),
        account_news(service, DAN, 1),
        account_news(service, DAN, 2, state="active"),
        account_news(service, DAN, 3, state="deactivated"),
    ]


async def known(content: ServiceUnderTest) -> list[tuple[Any, ...]]:
    rows = await content.reader.fetch("SELECT id, state, version, public FROM account ORDER BY id")
    return [tuple(row) for row in rows]


@SAME_DATABASE
@given(order=st.permutations(range(10)))
async def test_order_and_repetition_change_nothing(content: ServiceUnderTest, order: list[int]) -> None:
    """Neither which accounts are public, nor which tags are, whenever they are counted."""
    events = world(content)
    await content.empty()
    for author, tag in ((ALICE, "of_alice"), (BOB, "of_bob"), (CAROL, "of_carol"), (DAN, "of_dan")):
        await published(content, author, caption=f"#{tag}")
    for place in [*order, *order[:3]]:
        await content.deliver(events[place])
        await content.run_job(COUNT_HASHTAGS)
    assert await known(content) == [
        (ALICE, "active", 2, False),
        (BOB, "active", 3, True),
        (CAROL, "deleted", 2, False),
        (DAN, "hidden", 3, False),
    ]
    assert [row["tag"] for row in await content.reader.fetch("SELECT tag FROM hashtag")] == ["of_bob"]


@pytest.mark.parametrize("page", [1, 1_000], ids=["page by page", "at once"])
async def test_accounts_are_learnt_afresh(
    content: ServiceUnderTest, service: ServiceFactory, serve: Serve, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(rebuild_accounts, "PAGE", page)
    await serve("user")
    user = await service("user")
    async with user.writing() as writer:
        await writer.executemany(INSERT_ACCOUNT, ACCOUNTS)
    await content.deliver(account_news(content, ALICE, 1), account_news(content, BOB, 9, private=True))
    for _ in range(2):
        await content.run_job(REBUILD_ACCOUNTS)
        assert await known(content) == [
            (ALICE, "active", 3, False),
            (BOB, "active", 9, False),
            (CAROL, "hidden", 2, False),
            (DAN, "deleted", 5, False),
        ]
