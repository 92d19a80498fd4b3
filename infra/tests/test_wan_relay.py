"""The relay over real sockets: delay, bandwidth, counting, back-pressure."""

from __future__ import annotations

import asyncio
import hashlib
import time

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
from infra.wan.connection import IN_FLIGHT_LIMIT, SOCKET_HIGH_WATER
from kit.testing.until import until

RTT = 0.1
EARLY = 0.002
LATE = 0.15  # a busy machine may wake us late; early would be a wrong delay
GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes, answer: int) -> float:
    started = time.monotonic()
    writer.write(data)
    await asyncio.wait_for(reader.readexactly(answer), 5)
    return time.monotonic() - started


@on_uvloop
async def test_an_exchange_takes_one_round_trip_and_a_new_connection_one_more() -> None:
    async with relay_world(RTT * 1000) as world:
        await world.serve(EAST, "gateway", echo)
        started = time.monotonic()
        reader, writer = await world.connect(SEOUL, EAST)
        await _exchange(reader, writer, b"a", 1)
        first = time.monotonic() - started
        second = await _exchange(reader, writer, b"b", 1)
    assert 2 * RTT - EARLY <= first <= 2 * RTT + LATE
    assert RTT - EARLY <= second <= RTT + LATE


@on_uvloop
async def test_a_server_that_speaks_first_is_heard_after_handshake_and_one_way_each() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"INFO")
        writer.close()

    async with relay_world(RTT * 1000) as world:
        await world.serve(EAST, "nats", greet)
        started = time.monotonic()
        reader, _ = await world.connect(SEOUL, EAST, "nats")
        await asyncio.wait_for(reader.readexactly(4), 5)
        took = time.monotonic() - started
    assert 2 * RTT - EARLY <= took <= 2 * RTT + LATE


@on_uvloop
async def test_the_delay_does_not_limit_the_bandwidth() -> None:
    """One chunk at a time per delay would need more than ten seconds for this."""
    payload = bytes(range(256)) * (32 * 4096)
    seen = hashlib.sha256()

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(2**18):
            seen.update(data)
        writer.write(b"done")
        writer.close()

    async with relay_world(200) as world:
        await world.serve(EAST, "s3", receive)
        reader, writer = await world.connect(SEOUL, EAST, "s3")
        started = time.monotonic()
        writer.write(payload)
        writer.write_eof()
        assert await asyncio.wait_for(reader.read(), 20) == b"done"
        took = time.monotonic() - started
    assert seen.digest() == hashlib.sha256(payload).digest()
    assert took < 5


async def _count(world: World) -> int:
    return await world.wan.turnarounds("http", origin=SEOUL, target=EAST)


@on_uvloop
async def test_turnarounds_are_exact_for_sequential_requests() -> None:
    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", http_ok)
        reader, writer = await world.connect(SEOUL, EAST)
        for _ in range(7):
            await _exchange(reader, writer, GET, HTTP_ANSWER)
        assert await _count(world) == 7
        assert await world.wan.turnarounds("probe") == 0
        assert await world.wan.turnarounds(origin=FRANKFURT) == 0


@on_uvloop
async def test_requests_sent_together_cost_one_turnaround() -> None:
    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", http_ok)
        reader, writer = await world.connect(SEOUL, EAST)
        await _exchange(reader, writer, GET * 5, 5 * HTTP_ANSWER)
        assert await _count(world) == 1


@on_uvloop
async def test_overlapping_requests_cost_one_turnaround_each() -> None:
    """The second request leaves before the first answer is back: still two questions and two answers."""
    arrived = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"ok")
            arrived.set()
        writer.close()

    async with relay_world(200) as world:
        await world.serve(EAST, "gateway", serve)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(GET)
        await asyncio.wait_for(arrived.wait(), 5)
        writer.write(GET)
        await asyncio.wait_for(reader.readexactly(4), 5)
        assert await _count(world) == 2


@on_uvloop
async def test_a_long_answer_is_one_turnaround() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for _ in range(50):
            writer.write(b"x" * 10_000)
            await writer.drain()
        writer.close()

    async with relay_world(10) as world:
        await world.serve(EAST, "gateway", serve)
        reader, writer = await world.connect(SEOUL, EAST)
        await _exchange(reader, writer, GET, 500_000)
        assert await _count(world) == 1


@on_uvloop
async def test_counters_tell_connections_and_bytes_and_start_anew() -> None:
    async with relay_world(2) as world:
        await world.serve(EAST, "gateway", echo)
        for _ in range(3):
            reader, writer = await world.connect(FRANKFURT, EAST)
            await _exchange(reader, writer, b"12345", 5)
        (count,) = [
            c for c in await world.wan.counters() if (c.origin, c.purpose, c.target) == (FRANKFURT, "http", EAST)
        ]
        assert (count.connections, count.open, count.bytes_forward, count.bytes_backward) == (3, 3, 15, 15)
        await world.wan.reset_counters()
        (count,) = [
            c for c in await world.wan.counters() if (c.origin, c.purpose, c.target) == (FRANKFURT, "http", EAST)
        ]
        assert (count.connections, count.open, count.bytes_forward, count.turnarounds) == (0, 3, 0, 0)


@on_uvloop
async def test_closing_travels_to_the_other_side_and_frees_the_connection() -> None:
    async with relay_world(2) as world:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"last words")
        writer.write_eof()
        assert await asyncio.wait_for(reader.read(), 5) == b"last words"

        async def all_closed() -> bool:
            return sum(count.open for count in await world.wan.counters()) == 0

        await until(all_closed)
        assert not any(lane.pipes for link in world.relay.links for lane in (link.forward, link.backward))


@on_uvloop
async def test_an_upstream_that_is_not_there_resets_the_client() -> None:
    async with relay_world(2) as world:
        reader, _ = await world.connect(SEOUL, EAST)
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.readexactly(1), 5)


async def _write_until_blocked(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x" * 2**18)
        try:
            await asyncio.wait_for(writer.drain(), 1)
        except TimeoutError:
            return


@on_uvloop
async def test_a_receiver_that_does_not_read_stops_the_sender() -> None:
    release = asyncio.Event()

    async def stuck(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        writer.close()

    async with relay_world(2) as world:
        await world.serve(EAST, "s3", stuck)
        _, writer = await world.connect(SEOUL, EAST, "s3")
        await _write_until_blocked(writer)
        there, _ = world.relay.link(SEOUL, EAST).lanes_from(SEOUL)
        one_read = 2**18
        assert 0 < max(pipe.held() for pipe in there.pipes) <= IN_FLIGHT_LIMIT + SOCKET_HIGH_WATER + one_read
        writer.transport.abort()
        release.set()


@on_uvloop
async def test_the_delay_can_change_while_running_and_order_is_kept() -> None:
    async with relay_world(400) as world:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        await _exchange(reader, writer, b"-", 1)
        writer.write(b"slow")
        await until(lambda: _forward_in_flight(world))
        await world.wan.set_link(SEOUL, EAST, rtt_ms=10)
        assert await _exchange(reader, writer, b"fast", 8) < 0.4 + LATE
        assert await _exchange(reader, writer, b"x", 1) < LATE
        assert (await world.wan.set_link(EAST, SEOUL, rtt_ms=20)).rtt_ms == 20


def _forward_in_flight(world: World) -> bool:
    there, _ = world.relay.link(SEOUL, EAST).lanes_from(SEOUL)
    return bool(there._flying)
