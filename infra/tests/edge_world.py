"""Helpers of the relay's and nginx's tests: free ports, a relay in this process, waiting with a deadline."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, ParamSpec

import uvloop
from aiohttp import web

from infra.topology import Topology
from infra.wan.client import WanClient, control_url
from infra.wan.control import create_control
from infra.wan.relay import Relay
from kit.testing.peer import peer
from kit.testing.until import until

EAST, SEOUL, FRANKFURT = "us-east", "ap-northeast", "eu-central"
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

Arguments = ParamSpec("Arguments")


def on_uvloop(test: Callable[Arguments, Coroutine[Any, Any, None]]) -> Callable[Arguments, None]:
    """Run a test on the loop that the relay runs on in production."""

    @wraps(test)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        uvloop.run(test(*args, **kwargs))

    return run


def free_port_base() -> int:
    """A port base below the ephemeral ports under which no system seems to run."""
    while True:
        base = random.SystemRandom().randrange(20_000, 29_000, 20)
        if all(_is_free(base + region + port) for region in (0, 1000, 2000) for port in (0, 20, 22, 30, 50, 60, 70)):
            return base


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True


@dataclass
class World:
    """A relay in this process with its topology and a client of its control API."""

    topology: Topology
    relay: Relay
    wan: WanClient
    stack: AsyncExitStack

    async def serve(self, region: str, part: str, handler: Handler) -> None:
        """Run a TCP server in the place of `part`."""
        await self.stack.enter_async_context(peer(handler, *self.topology.endpoint(region, part), limit=2**20))

    async def connect(
        self, origin: str, target: str, purpose: str = "http"
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection through the relay."""
        reader, writer = await asyncio.open_connection(*self.topology.relay(origin, target, purpose))
        self.stack.callback(writer.transport.abort)
        return reader, writer


@asynccontextmanager
async def relay_world(rtt_ms: float, *, reset_after: float = 120.0) -> AsyncIterator[World]:
    """A relay between the three regions whose links all have `rtt_ms`."""
    topology = Topology.load(port_base=free_port_base())
    topology = replace(topology, rtt_ms=dict.fromkeys(topology.rtt_ms, rtt_ms))
    relay = Relay(topology, reset_after=reset_after)
    async with AsyncExitStack() as stack:
        await relay.start()
        stack.push_async_callback(_close, relay)
        runner = web.AppRunner(create_control(relay), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, *topology.endpoint(topology.primary, "relay_control")).start()
        wan = await stack.enter_async_context(WanClient(control_url(topology)))
        yield World(topology, relay, wan, stack)


async def _close(relay: Relay) -> None:
    relay.close()
    lanes = [lane for link in relay.links for lane in (link.forward, link.backward)]
    await until(lambda: not any(lane.pipes for lane in lanes))


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send back what comes."""
    while data := await reader.read(2**16):
        writer.write(data)
        await writer.drain()
    writer.close()


async def http_ok(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The least HTTP/1.1 server: 200 for every request without a body, keep-alive."""
    try:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


HTTP_ANSWER = len(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
