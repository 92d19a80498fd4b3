"""The system in containers, built and started once for a run of these tests, and taken down with all that it kept."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conftest import PersonFactory
from tests.support.containers import Containers
from tests.support.person import Person

# Building every image is part of the first test.
TIMEOUT_S = 1_500


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(TIMEOUT_S))


@pytest.fixture(scope="session")
def containers() -> Iterator[Containers]:
    """MOCKSTAGRAM_TEST_KEEP leaves them running, for the next run to be quick."""
    made = Containers()
    try:
        made.up()
        yield made
    finally:
        if not os.environ.get("MOCKSTAGRAM_TEST_KEEP"):
            made.script("down.sh", "--purge")


@pytest_asyncio.fixture(loop_scope="session")
async def person(containers: Containers) -> AsyncIterator[PersonFactory]:
    """Sign somebody up in a region: `alice = await person("ap-northeast")`."""
    async with AsyncExitStack() as stack:

        async def sign_up(region: str, name: str | None = None, *, verified: bool = True) -> Person:
            made = await stack.enter_async_context(Person(containers.place, region, name))
            return await made.sign_up(verified=verified)

        yield sign_up
