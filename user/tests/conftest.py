from __future__ import annotations

import pytest_asyncio

from kit.testing.plugin import ServiceFactory
from kit.testing.service import ServiceUnderTest


@pytest_asyncio.fixture(loop_scope="session")
async def user(service: ServiceFactory) -> ServiceUnderTest:
    """The user service, without any rows."""
    return await service("user")
