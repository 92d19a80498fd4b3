"""Cuts: what is on the way is kept, nothing new is accepted, healing goes on where it stopped, long cuts reset."""

from __future__ import annotations

import asyncio

import pytest

from infra.tests.edge_world import (
    EAST,
    FRANKFURT,
    HTTP_ANSWER,
    SEOUL,
    World,
    echo,
    http_ok,
    on_uvloop,
    relay_world,
)
from kit.testing.until import until

GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


async def _connections(world: World, origin: str) -> int:
    return sum(count.connections for count in await world.wan.counters() if count.origin == origin)


async def _silent(reader: asyncio.StreamReader, seconds: float = 0.3) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(1), seconds)


@on_uvloop
async def test_a_cut_and_its_healing_lose_and_change_no_byte() -> None:
    size = 24 * 2**20
    received = bytearray()
    finished = asyncio.Event()

    async def collect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(2**18):
            received.extend(data)
        finished.set()
        writer.close()

    # At 8 MiB on the way and 200 ms the transfer takes long enough to be cut in the middle.
    async with relay_world(400) as world:
        await world.serve(EAST, "postgres", collect)
        _, writer = await world.connect(SEOUL, EAST, "postgres")
        payload = b"".join(number.to_bytes(8, "big") for number in range(size // 8))
        writer.write(payload)
        writer.write_eof()
        await until(lambda: len(received) > 2**20)
        async with world.wan.cut(SEOUL, EAST):
            held = await _settled_length(received)
            assert held < size
        await asyncio.wait_for(finished.wait(), 20)
        assert bytes(received) == payload


async def _settled_length(received: bytearray) -> int:
    """Length after the bytes that had already arrived at the far side were read."""
    before = -1
    while before != len(received):
        before = len(received)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.2)
    return before


@on_uvloop
async def test_an_open_connection_is_silent_during_a_cut_and_goes_on_after_it() -> None:
    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        other_reader, other_writer = await world.connect(FRANKFURT, EAST)
        async with world.wan.cut(SEOUL, EAST):
            writer.write(b"held")
            await _silent(reader)
            other_writer.write(b"free")
            assert await asyncio.wait_for(other_reader.readexactly(4), 5) == b"free"
        assert await asyncio.wait_for(reader.readexactly(4), 5) == b"held"


@on_uvloop
async def test_nothing_is_accepted_during_a_cut_and_who_still_waits_is_served_after_it() -> None:
    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", http_ok)
        async with world.wan.cut(EAST, SEOUL):
            reader, writer = await world.connect(SEOUL, EAST)
            writer.write(GET)
            await _silent(reader)
            assert await _connections(world, SEOUL) == 0
        assert len(await asyncio.wait_for(reader.readexactly(HTTP_ANSWER), 5)) == HTTP_ANSWER


@on_uvloop
async def test_a_request_given_up_during_a_cut_is_not_carried_out_after_it() -> None:
    """Fails when the queue of the listening socket is accepted without looking."""
    requests: list[bytes] = []

    async def record(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"ok")
        writer.close()

    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", record)
        async with world.wan.cut(SEOUL, EAST):
            _, writer = await world.connect(SEOUL, EAST)
            writer.write(b"POST /given-up HTTP/1.1\r\n\r\n")
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"POST /alive HTTP/1.1\r\n\r\n")
        await asyncio.wait_for(reader.readexactly(2), 5)
        assert requests == [b"POST /alive HTTP/1.1\r\n\r\n"]


@pytest.mark.parametrize(("cut", "arrives"), [("forward", False), ("backward", True)])
@on_uvloop
async def test_a_one_way_cut_stops_one_direction(cut: str, arrives: bool) -> None:
    got: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            got.append(data)
            writer.write(data)
        writer.close()

    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", answer)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"1")
        await asyncio.wait_for(reader.readexactly(1), 5)
        await world.wan.set_link(SEOUL, EAST, cut="forward" if cut == "forward" else "backward")
        writer.write(b"2")
        await _silent(reader)
        assert (b"2" in got) == arrives
        await world.wan.set_link(SEOUL, EAST, cut="none")
        assert await asyncio.wait_for(reader.readexactly(1), 5) == b"2"


@on_uvloop
async def test_a_long_cut_resets_connections_and_healing_accepts_again() -> None:
    async with relay_world(10, reset_after=0.3) as world:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"1")
        await asyncio.wait_for(reader.readexactly(1), 5)
        async with world.wan.cut(SEOUL, EAST):
            writer.write(b"lost")
            with pytest.raises(ConnectionResetError):
                await asyncio.wait_for(reader.readexactly(1), 5)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"2")
        assert await asyncio.wait_for(reader.readexactly(1), 5) == b"2"
        (count,) = [c for c in await world.wan.counters() if c.connections]
        assert (count.reset, count.open) == (1, 1)


@on_uvloop
async def test_flapping_leaves_the_link_usable() -> None:
    async with relay_world(2) as world:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        for _ in range(20):
            async with world.wan.cut(SEOUL, EAST):
                writer.write(b"x")
        assert len(await asyncio.wait_for(reader.readexactly(20), 5)) == 20
