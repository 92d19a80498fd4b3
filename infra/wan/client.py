"""Client of the relay's control API, for tests, benchmarks and the runner."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import aiohttp
import msgspec

from infra.topology import Topology
from infra.wan.relay import Cut


class LinkState(msgspec.Struct, rename={"origin": "from", "target": "to"}):
    """One link between two regions."""

    origin: str
    target: str
    rtt_ms: float
    cut: Cut


class Count(msgspec.Struct, rename={"origin": "from", "target": "to"}):
    """What one listener has carried since the last reset of the counters."""

    origin: str
    target: str
    purpose: str
    connections: int
    open: int
    refused: int
    reset: int
    bytes_forward: int
    bytes_backward: int
    turnarounds: int


def control_url(topology: Topology) -> str:
    """Where the operator reaches the control API; compose publishes it on loopback."""
    host, port = topology.endpoint(topology.primary, "relay_control")
    return f"http://{'127.0.0.1' if topology.mode == 'compose' else host}:{port}"


class WanClient:
    """`async with WanClient(control_url(topology)) as wan: …`"""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(self._url, timeout=self._timeout, raise_for_status=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def healthy(self) -> bool:
        """Whether the relay answers."""
        try:
            await self._call("GET", "/health")
        except (aiohttp.ClientError, TimeoutError):
            return False
        return True

    async def links(self) -> list[LinkState]:
        answer = msgspec.json.decode(await self._call("GET", "/links"))
        return msgspec.convert(answer["links"], list[LinkState])

    async def set_link(
        self, origin: str, target: str, *, rtt_ms: float | None = None, cut: Cut | None = None
    ) -> LinkState:
        """Change delay or cut of a link; `forward` is from `origin` to `target`."""
        change: dict[str, Any] = {"rtt_ms": rtt_ms, "cut": cut}
        body = {name: value for name, value in change.items() if value is not None}
        return msgspec.json.decode(await self._call("PUT", f"/links/{origin}/{target}", body), type=LinkState)

    async def counters(self) -> list[Count]:
        answer = msgspec.json.decode(await self._call("GET", "/counters"))
        return msgspec.convert(answer["counters"], list[Count])

    async def reset_counters(self) -> None:
        await self._call("POST", "/counters/reset")

    async def turnarounds(self, purpose: str = "http", *, origin: str | None = None, target: str | None = None) -> int:
        """Round trips of `purpose` since the last reset, of all links or those named."""
        return sum(
            count.turnarounds
            for count in await self.counters()
            if count.purpose == purpose and origin in (None, count.origin) and target in (None, count.target)
        )

    @asynccontextmanager
    async def cut(self, origin: str, target: str, cut: Cut = "both") -> AsyncIterator[None]:
        """Keep a link cut inside the block."""
        await self.set_link(origin, target, cut=cut)
        try:
            yield
        finally:
            await self.set_link(origin, target, cut="none")

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> bytes:
        assert self._session is not None
        async with self._session.request(method, path, json=body) as answer:
            return await answer.read()
