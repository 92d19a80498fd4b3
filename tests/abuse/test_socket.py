"""The socket takes nothing but what it is for, and tells nobody what is not for him."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse.cast import browser
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg

SEOUL, FRANKFURT = "ap-northeast", "eu-central"
HELLO = {"type": "hello", "causal": "", "last_id": None}
GONE, POLICY, TOO_BIG, TOO_MUCH = 1006, 1008, 1009, 1013
FRAME_LIMIT, MESSAGES, SOCKETS = 4_096, 20, 12


class Socket:
    """One open socket, and what came out of it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.messages: list[dict[str, Any]] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            self.messages.append(json.loads(message.data))

    async def hello(self) -> None:
        await self.socket.send_json(HELLO)
        await until(lambda: "ready" in self.types(), what="the socket is ready")

    def types(self) -> list[str]:
        return [message["type"] for message in self.messages]

    async def closed(self, within: float = 5.0) -> int:
        """The code with which the other side closed it."""
        await until(lambda: self.socket.closed, within=within, what="the socket is closed")
        return self.socket.close_code or 0

    async def end(self) -> None:
        await self.socket.close()
        await self._reading


@asynccontextmanager
async def opened(person: Person, **headers: str) -> AsyncIterator[Socket]:
    """A socket of the person's browser. Raises WSServerHandshakeError when it is refused."""
    async with browser() as session:
        url = f"{person.base}/api/v1/socket"
        async with session.ws_connect(url, headers=person.headers() | headers, max_msg_size=0) as socket:
            found = Socket(socket)
            try:
                yield found
            finally:
                await found.end()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"cookie": f"region={SEOUL}"}, 401),
        ({"cookie": f"region={SEOUL}; session={'A' * 43}"}, 401),
    ],
)
async def test_who_may_not_open_one(person: PersonFactory, headers: dict[str, str], status: int) -> None:
    """Seen to fail without the origin asked for in `openSocket`."""
    alice = await person(SEOUL, verified=False)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with opened(alice, **headers):
            pass
    assert refused.value.status == status


async def test_a_flood_ends_the_socket_and_no_other(person: PersonFactory) -> None:
    """Seen to fail without the count in `ClientSocket.receive`."""
    alice, bob = await person(SEOUL, verified=False), await person(SEOUL, verified=False)
    async with opened(bob) as calm, opened(alice) as flood:
        await calm.hello()
        for _ in range(MESSAGES + 1):
            await flood.socket.send_json({"type": "pong"})
        assert await flood.closed() == POLICY
        assert not calm.socket.closed


FRAMES: dict[str, tuple[str, Any, int]] = {
    "a byte too many": ("text", "x" * (FRAME_LIMIT + 1), TOO_BIG),
    "a megabyte": ("text", "x" * 2**20, TOO_BIG),
    "binary": ("binary", json.dumps(HELLO).encode(), POLICY),
    "a binary megabyte": ("binary", b"\0" * 2**20, TOO_BIG),
}


@pytest.mark.parametrize("name", FRAMES)
async def test_frames_that_end_it(person: PersonFactory, name: str) -> None:
    kind, data, code = FRAMES[name]
    alice = await person(SEOUL, verified=False)
    async with opened(alice) as socket:
        await (socket.socket.send_str if kind == "text" else socket.socket.send_bytes)(data)
        # Whoever is still sending may find the connection gone before he hears why.
        assert await socket.closed() in (code, GONE if len(data) > 2**16 else code)
    assert (await alice.get("/session")).status == 200


NONSENSE = [
    "", "x", "{", "[]", "null", "0", '"hello"', "{}", '{"type":"subscribe","channel":"rt.u.1"}',
    '{"type":"hello"}', '{"type":"hello","causal":1}', '{"type":"hello","causal":"c.1.1.x","last_id":{"$gt":""}}',
    '{"type":"__proto__"}', '{"__proto__":{"type":"hello"}}', '{"type":["hello"],"causal":""}',
    '{"type":"hello","causal":"' + "c" * 4_000 + '"}', "\N{SNOWMAN}" * 900, '{"type":"pong","channel":"rt.all.*"}',
]  # fmt: skip


async def test_nonsense_is_passed_over(person: PersonFactory) -> None:
    alice = await person(SEOUL, verified=False)
    async with opened(alice) as socket:
        for text in NONSENSE:
            await socket.socket.send_str(text)
        await socket.hello()
        assert set(socket.types()) == {"ready"}
    count("frames passed over", len(NONSENSE))


@pytest.mark.parametrize("place", ["0", "-1", "9" * 30, "x", "\x00", "1;2", "{}"])
async def test_a_made_up_place_is_none(person: PersonFactory, place: str) -> None:
    """Nobody hears what was sent to others before he came."""
    alice = await person(SEOUL, verified=False)
    async with opened(alice) as socket:
        await socket.socket.send_json(HELLO | {"last_id": place})
        await until(lambda: bool(socket.messages), what="an answer")
        assert (socket.messages[0]["type"], socket.messages[0]["resumed"]) == ("ready", False)
        assert len(socket.messages) == 1


async def test_one_person_has_so_many(person: PersonFactory) -> None:
    alice = await person(SEOUL, verified=False)
    sockets = [opened(alice) for _ in range(SOCKETS)]
    for socket in sockets:
        await socket.__aenter__()
    try:
        async with opened(alice) as one_more:
            assert await one_more.closed() == TOO_MUCH
    finally:
        for socket in sockets:
            await socket.__aexit__(None, None, None)
    async with opened(alice) as again:
        await again.hello()


async def test_events_go_to_followers_only(person: PersonFactory) -> None:
    """A private account's post is told to its follower in both regions, and to nobody who asks or has left.

    Seen to fail with everybody connected counted as concerned in `Hub.concerned`.
    """
    carol, near, far = await person(SEOUL), await person(SEOUL, verified=False), await person(FRANKFURT, verified=False)
    stranger, gone, asking = [await person(SEOUL, verified=False) for _ in range(3)]
    for follower in (near, far, gone):
        (await follower.follow(carol)).ok()
    (await gone.unfollow(carol)).ok()
    (await carol.send("PATCH", "/me/preferences", {"private": True})).ok()
    assert (await asking.follow(carol)).ok()["following"] == "pending"
    async with opened(near) as a, opened(far) as b, opened(stranger) as c, opened(gone) as d, opened(asking) as e:
        for socket in (a, b, c, d, e):
            await socket.hello()
        post = await carol.publish([jpeg(64, 64)])
        await until(lambda: "new_posts" in a.types() and "new_posts" in b.types(), what="followers hear of it")
        (await carol.send("DELETE", f"/posts/{post['code']}")).ok()
        await until(lambda: "post_deleted" in a.types() and "post_deleted" in b.types(), what="and of its end")
        assert [set(socket.types()) for socket in (c, d, e)] == [{"ready"}] * 3
