"""The whole system, native, on ports of its own: started once for a run of these tests."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from infra.native import status, supervisor
from infra.native.system import System
from infra.wan.client import WanClient, control_url
from tests.support.person import Person
from tests.support.place import Place
from tests.support.systems import own_system

PersonFactory = Callable[..., Awaitable[Person]]


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """A running system with both edges. MOCKSTAGRAM_TEST_SYSTEM names the state folder of one that runs already."""
    running = os.environ.get("MOCKSTAGRAM_TEST_SYSTEM")
    if running:
        yield System.open(Path(running))
        return
    made = own_system()
    supervisor.stop(made)
    supervisor.start(made)
    try:
        assert status.wait(made), status.report(made)
        yield made
    finally:
        supervisor.stop(made)


@pytest_asyncio.fixture(loop_scope="session")
async def person(system: System) -> AsyncIterator[PersonFactory]:
    """Sign somebody up in a region: `alice = await person("ap-northeast")`."""
    async with AsyncExitStack() as stack:

        async def sign_up(region: str, name: str | None = None, *, verified: bool = True) -> Person:
            made = await stack.enter_async_context(Person(Place.of(system), region, name))
            return await made.sign_up(verified=verified)

        yield sign_up


@pytest_asyncio.fixture(loop_scope="session")
async def wan(system: System) -> AsyncIterator[WanClient]:
    """The links between the regions; every change is undone after the test."""
    async with WanClient(control_url(system.installation.topology)) as links:
        before = await links.links()
        yield links
        for link in before:
            await links.set_link(link.origin, link.target, rtt_ms=link.rtt_ms, cut="none")
