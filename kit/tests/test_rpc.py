"""Calls between services, against a real server that misbehaves on request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from infra.secrets import Secrets
from kit.auth import Signer
from kit.errors import Unavailable
from kit.rpc import Client, RemoteProblem

SECRETS = Secrets(b"k" * 32)


@asynccontextmanager
async def upstream(answers: list[Any]) -> AsyncIterator[tuple[Client, list[web.Request]]]:
    """A client, and a server that gives `answers` in turn, the last one again and again."""
    seen: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request)
        status, body = answers.pop(0) if len(answers) > 1 else answers[0]
        if status == "never":
            await asyncio.Event().wait()
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    client = Client({"user": f"http://{host}:{port}"}, Signer("svc:content", SECRETS.private_key("svc:content")))
    try:
        yield client, seen
    finally:
        await client.close()
        await runner.cleanup()


async def test_answers_are_decoded_and_calls_signed() -> None:
    async with upstream([(200, {"a": 1})]) as (client, seen):
        assert await client.get("user", "/user/x", type=dict[str, int], viewer=7) == {"a": 1}
        assert await client.post("user", "/user/x", {"b": 2}, type=dict[str, int]) == {"a": 1}
    assert seen[0].headers["authorization"].startswith("Bearer ")
    assert seen[0].headers["request-timeout-ms"] == "2000"


async def test_refusals_are_passed_on() -> None:
    problem = {"status": 404, "code": "account_not_found", "detail": "No.", "limit": 3}
    async with upstream([(404, problem)]) as (client, seen):
        with pytest.raises(RemoteProblem) as refused:
            await client.get("user", "/user/x", type=dict[str, int])
    assert (refused.value.status, refused.value.code, refused.value.members) == (404, "account_not_found", {"limit": 3})
    assert refused.value.body()["status"] == 404
    assert len(seen) == 1


async def test_a_get_is_tried_twice_and_a_post_once() -> None:
    async with upstream([(500, {}), (200, {"a": 1})]) as (client, seen):
        assert await client.get("user", "/user/x", type=dict[str, int]) == {"a": 1}
    async with upstream([(500, {})]) as (client, seen):
        with pytest.raises(Unavailable):
            await client.post("user", "/user/x", {}, type=dict[str, int])
        assert len(seen) == 1


async def test_no_call_outlives_its_deadline() -> None:
    async with upstream([("never", {})]) as (client, _):
        with pytest.raises(Unavailable):
            await client.get("user", "/user/x", type=dict[str, int], timeout=0.05)


async def test_the_breaker_opens_and_lets_one_through_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.rpc.OPEN_FOR_S", 0.0)
    async with upstream([(500, {})] * 5 + [(200, {"a": 1})]) as (client, _):
        for _turn in range(3):
            with pytest.raises(Unavailable):
                await client.post("user", "/user/x", {}, type=dict[str, int])
        with pytest.raises(Unavailable):
            await client.get("user", "/user/x", type=dict[str, int])
        assert await client.get("user", "/user/x", type=dict[str, int]) == {"a": 1}
    monkeypatch.setattr("kit.rpc.OPEN_FOR_S", 60.0)
    async with upstream([(500, {})]) as (client, seen):
        for _turn in range(8):
            with pytest.raises(Unavailable):
                await client.post("user", "/user/x", {}, type=dict[str, int])
        assert len(seen) == 5
