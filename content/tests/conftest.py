from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
import uvicorn

from content.tests.factories import ALICE, BOB, CAROL
from kit.testing.plugin import ServiceFactory
from kit.testing.service import ServiceUnderTest
from kit.testing.world import World

INSERT_ACCOUNT = """
INSERT INTO account (id, username, email, email_verified_at, password_hash, birthday, state, created_at)
VALUES ($1, $2, $2 || '@example.org', CASE WHEN $3 THEN now() END, '', '2000-01-01', $4, now())
"""


@pytest_asyncio.fixture(loop_scope="session")
async def content(service: ServiceFactory) -> ServiceUnderTest:
    return await service("content")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def user_address(world: World) -> AsyncIterator[None]:
    """Serves `user` in the primary region at its own address, where content asks it."""
    user = ServiceUnderTest.of("user", world)
    region = world.topology.primary
    host, port = world.topology.api(region, "user")
    app = user.definition.build(world.environment(region, "user"))
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.wait({serving}, timeout=0.01)
    yield
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(loop_scope="session")
async def people(service: ServiceFactory, user_address: None) -> None:
    """alice may publish, bob has not verified his address, carol is suspended; nobody else exists."""
    user = await service("user")
    async with user.writing() as writer:
        for account_id, username, verified, state in (
            (ALICE, "alice", True, "active"),
            (BOB, "bob", False, "active"),
            (CAROL, "carol", True, "suspended"),
        ):
            await writer.execute(INSERT_ACCOUNT, account_id, username, verified, state)
