"""A service at its own address in the primary region, for the services under test that call it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from kit.app import Api
from kit.testing.world import World

START_S = 10.0


class _Server(uvicorn.Server):
    """A server that leaves signals to pytest."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(definition: Api, world: World) -> AsyncIterator[None]:
    """Serve a service's API over HTTP until the block ends."""
    region, name = world.topology.primary, definition.service
    host, port = world.topology.api(region, name)
    app = definition.build(world.environment(region, name))
    server = _Server(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(START_S):
        while not server.started:
            assert not task.done(), f"{name} cannot listen on {host}:{port}"
            await asyncio.wait({task}, timeout=0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task
