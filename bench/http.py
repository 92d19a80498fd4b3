"""A client that costs little itself: keep-alive HTTP/1.1 on one connection, one request at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Self, cast

HEAD_END = b"\r\n\r\n"
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: bytes) -> bytes:
        """Value of a header (`name` in lower case), empty when it is absent."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == name:
                return value.strip()
        return b""


class Connection(asyncio.Protocol):
    """`connection = await Connection.open(host, port)`; then `await connection.send(request(…))`."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._arrived = bytearray()
        self._head: bytes | None = None
        self._length = 0

    @classmethod
    async def open(cls, host: str, port: int) -> Self:
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    @property
    def closed(self) -> bool:
        """Whether either side has ended it; servers end connections on which nothing happens."""
        return self._transport is None or self._transport.is_closing()

    async def send(self, request: bytes) -> Answer:
        """Send a request that is complete and wait for its answer. Raises ConnectionError, TimeoutError."""
        if self._transport is None or self.closed:
            raise ConnectionResetError("the connection is closed")
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        timer = loop.call_later(TIMEOUT, self._give_up)
        self._transport.write(request)
        try:
            return await self._waiting
        finally:
            timer.cancel()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self._arrived += data
        if self._head is None:
            self._read_head()
        if self._head is not None and len(self._arrived) >= self._length:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the connection was closed"))

    def _read_head(self) -> None:
        end = self._arrived.find(HEAD_END)
        if end < 0:
            return
        self._head = bytes(self._arrived[:end])
        del self._arrived[: end + len(HEAD_END)]
        lowered = self._head.lower()
        if b"transfer-encoding: chunked" in lowered:
            raise ValueError("chunked answers are not expected here")
        start = lowered.find(b"content-length:")
        self._length = int(lowered[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0

    def _finish(self) -> None:
        assert self._head is not None
        assert self._waiting is not None
        answer = Answer(int(self._head[9:12]), self._head, bytes(self._arrived[: self._length]))
        del self._arrived[: self._length]
        self._head = None
        if not self._waiting.done():
            self._waiting.set_result(answer)

    def _give_up(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(TimeoutError(f"no answer within {TIMEOUT:g} s"))
        self.close()


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body or method != "GET":
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join(lines).encode() + HEAD_END + body
