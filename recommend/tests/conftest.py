from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest_asyncio
import uvicorn

from kit.testing.plugin import ServiceFactory
from kit.testing.service import ServiceUnderTest
from kit.testing.world import World


@pytest_asyncio.fixture(loop_scope="session")
async def recommend(service: ServiceFactory) -> ServiceUnderTest:
    return await service("recommend")


@asynccontextmanager
async def served(name: str, world: World) -> AsyncIterator[None]:
    """A service in the primary region, at its own address."""
    region = world.topology.primary
    host, port = world.topology.api(region, name)
    app = ServiceUnderTest.of(name, world).definition.build(world.environment(region, name))
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.wait({serving}, timeout=0.01)
    yield
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def owners_served(world: World) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for name in ("user", "content"):
            await stack.enter_async_context(served(name, world))
        yield


@pytest_asyncio.fixture(loop_scope="session")
async def owners(service: ServiceFactory, owners_served: None) -> dict[str, ServiceUnderTest]:
    """`user` and `content`, empty, answering where rebuilds ask them."""
    return {name: await service(name) for name in ("user", "content")}
