from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bench.http import Connection, request
from bench.load import Worker, WrongAnswer


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def echo(asked: web.Request) -> web.Response:
        status = int(asked.query.get("status", "200"))
        return web.Response(status=status, body=b"" if status == 204 else await asked.read() + b"x" * 100_000)

    app = web.Application()
    app.router.add_route("*", "/echo", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert isinstance(runner.addresses[0], tuple)
    yield runner.addresses[0][1]
    await runner.cleanup()


async def test_answers_come_whole_and_in_order(port: int) -> None:
    connection = await Connection.open("127.0.0.1", port)
    for body in (b"one", b"", b"three"):
        answer = await connection.send(request("POST", "/echo", {"host": "h"}, body))
        assert answer.status == 200
        assert answer.body == body + b"x" * 100_000
        assert answer.header(b"content-length") == str(len(answer.body)).encode()
    assert (await connection.send(request("GET", "/echo?status=204", {"host": "h"}))).body == b""
    connection.close()


async def test_what_is_not_expected_is_an_error(port: int) -> None:
    worker = await Worker(port).open()
    with pytest.raises(WrongAnswer, match="404"):
        await worker.send(request("GET", "/echo?status=404", {"host": "h"}))
    with pytest.raises(WrongAnswer, match="LIMITS_MULTIPLIER"):
        await worker.send(request("GET", "/echo?status=429", {"host": "h"}))
    worker.close()


async def test_a_worker_comes_back_after_a_pause(port: int) -> None:
    worker = Worker(port)
    for _ in range(2):
        await worker.send(request("GET", "/echo", {"host": "h"}))
        worker.close()


async def test_a_closed_connection_is_told(port: int) -> None:
    connection = await Connection.open("127.0.0.1", port)
    sending = asyncio.ensure_future(connection.send(request("GET", "/echo", {"host": "h"})))
    connection.close()
    with pytest.raises(ConnectionError):
        await sending
    with pytest.raises(ConnectionError):
        await connection.send(request("GET", "/echo", {"host": "h"}))
