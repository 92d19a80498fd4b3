from __future__ import annotations

import pytest_asyncio

from content.tests.factories import ALICE, BOB, CAROL
from kit.testing.plugin import Serve, ServiceFactory
from kit.testing.service import ServiceUnderTest

INSERT_ACCOUNT = """
INSERT INTO account (id, username, email, email_verified_at, password_hash, birthday, state, created_at)
VALUES ($1, $2, $2 || '@example.org', CASE WHEN $3 THEN now() END, '', '2000-01-01', $4, now())
"""


@pytest_asyncio.fixture(loop_scope="session")
async def content(service: ServiceFactory) -> ServiceUnderTest:
    return await service("content")


@pytest_asyncio.fixture(loop_scope="session")
async def people(service: ServiceFactory, serve: Serve) -> None:
    """alice may publish, bob has not verified his address, carol is suspended; nobody else exists."""
    await serve("user")
    user = await service("user")
    async with user.writing() as writer:
        for account_id, username, verified, state in (
            (ALICE, "alice", True, "active"),
            (BOB, "bob", False, "active"),
            (CAROL, "carol", True, "suspended"),
        ):
            await writer.execute(INSERT_ACCOUNT, account_id, username, verified, state)
