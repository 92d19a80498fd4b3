from __future__ import annotations

import pytest_asyncio

from kit.testing.plugin import Serve, ServiceFactory
from kit.testing.service import ServiceUnderTest


@pytest_asyncio.fixture(loop_scope="session")
async def recommend(service: ServiceFactory) -> ServiceUnderTest:
    return await service("recommend")


@pytest_asyncio.fixture(loop_scope="session")
async def owners(service: ServiceFactory, serve: Serve) -> dict[str, ServiceUnderTest]:
    """`user` and `content`, empty, answering where rebuilds ask them."""
    found = {}
    for name in ("user", "content"):
        await serve(name)
        found[name] = await service(name)
    return found
