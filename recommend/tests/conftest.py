from __future__ import annotations

import pytest_asyncio

from kit.testing.plugin import ServiceFactory
from kit.testing.service import ServiceUnderTest


@pytest_asyncio.fixture(loop_scope="session")
async def recommend(service: ServiceFactory) -> ServiceUnderTest:
    return await service("recommend")
