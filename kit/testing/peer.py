"""The other side of a client's connection. When its block ends nobody is connected to it any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiosmtpd.smtp import SMTP

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def peer(talk: Talk, host: str = "127.0.0.1", port: int = 0, **options: Any) -> AsyncIterator[asyncio.Server]:
    """Let `talk(reader, writer)` answer everybody who connects."""
    conversations: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "a coroutine runs in a task"
        conversations[task] = writer
        try:
            await talk(reader, writer)
        except ConnectionError:
            return
        finally:
            writer.close()

    server = await asyncio.start_server(converse, host, port, **options)
    try:
        yield server
    finally:
        server.close()
        for task in conversations:
            task.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)
        await _hang_up(writer.transport for writer in conversations.values())


@asynccontextmanager
async def smtp_peer(handler: object, **options: Any) -> AsyncIterator[int]:
    """A mail server whose hooks are `handler`'s (aiosmtpd); answers its port."""
    met: list[SMTP] = []

    def meet() -> SMTP:
        met.append(SMTP(handler, **options))
        return met[-1]

    server = await asyncio.get_running_loop().create_server(meet, "127.0.0.1", 0)
    try:
        yield port_of(server)
    finally:
        server.close()
        await _hang_up(smtp.transport for smtp in met if isinstance(smtp.transport, asyncio.WriteTransport))


async def _hang_up(transports: Iterable[asyncio.WriteTransport]) -> None:
    """Whatever nobody has read yet is dropped: closing would wait for it."""
    for transport in transports:
        transport.abort()
    await asyncio.sleep(0)  # what is aborted ends in the next turn of the loop


def port_of(server: asyncio.Server) -> int:
    """The port that a server listens on."""
    return int(server.sockets[0].getsockname()[1])
