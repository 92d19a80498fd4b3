"""The control API and the command line of the relay."""

from __future__ import annotations

import asyncio
import signal
import sys

import aiohttp
import pytest

from infra.tests.edge_world import EAST, FRANKFURT, SEOUL, echo, free_port_base, on_uvloop, relay_world
from infra.topology import Topology
from infra.wan.client import WanClient, control_url
from infra.wan.relay import Relay
from kit.testing.until import until


@on_uvloop
async def test_links_are_listed_changed_and_named_in_either_order() -> None:
    async with relay_world(50) as world:
        assert {(link.origin, link.target) for link in await world.wan.links()} == {
            (EAST, SEOUL),
            (EAST, FRANKFURT),
            (SEOUL, FRANKFURT),
        }
        changed = await world.wan.set_link(SEOUL, EAST, rtt_ms=30, cut="forward")
        assert (changed.rtt_ms, changed.cut) == (30, "backward")
        assert (await world.wan.set_link(SEOUL, EAST, cut="none")).rtt_ms == 30


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/links/us-east/atlantis", {"cut": "both"}, 404),
        ("/links/us-east/us-east", {"cut": "both"}, 404),
        ("/links/us-east/eu-central", {"cut": "sideways"}, 422),
        ("/links/us-east/eu-central", {"rtt_ms": -1}, 422),
        ("/links/us-east/eu-central", {"rtt_ms": 1e9}, 422),
        ("/links/us-east/eu-central", {"speed": 1}, 422),
        ("/links/us-east/eu-central", [], 422),
    ],
)
@on_uvloop
async def test_wrong_changes_are_refused_with_a_problem(path: str, body: object, status: int) -> None:
    async with (
        relay_world(50) as world,
        aiohttp.ClientSession(control_url(world.topology)) as session,
        session.put(path, json=body) as answer,
    ):
        assert answer.status == status
        assert answer.content_type == "application/problem+json"


@on_uvloop
async def test_pages_in_a_browser_cannot_reach_the_control() -> None:
    async with (
        relay_world(50) as world,
        aiohttp.ClientSession(control_url(world.topology)) as session,
        session.post("/counters/reset", headers={"origin": "http://evil.example"}) as answer,
    ):
        assert answer.status == 403


@on_uvloop
async def test_metrics_speak_prometheus() -> None:
    async with relay_world(2) as world, aiohttp.ClientSession(control_url(world.topology)) as session:
        await world.serve(EAST, "gateway", echo)
        reader, writer = await world.connect(SEOUL, EAST)
        writer.write(b"x")
        await asyncio.wait_for(reader.readexactly(1), 5)
        await world.wan.set_link(EAST, FRANKFURT, cut="forward")
        async with session.get("/metrics") as answer:
            text = await answer.text()
        assert f'wan_turnarounds_total{{origin="{SEOUL}",purpose="http",target="{EAST}"}} 1.0' in text
        assert f'wan_cut{{origin="{EAST}",target="{FRANKFURT}"}} 1.0' in text
        assert f'wan_cut{{origin="{FRANKFURT}",target="{EAST}"}} 0.0' in text
        await world.wan.set_link(EAST, FRANKFURT, cut="none")


@on_uvloop
async def test_a_relay_of_one_region_holds_only_its_listeners() -> None:
    relay = Relay(Topology.load(port_base=free_port_base()), region=SEOUL)
    assert {door.listener.origin for door in relay.doors} == {SEOUL}
    assert {frozenset((link.origin, link.target)) for link in relay.links} == {
        frozenset((EAST, SEOUL)),
        frozenset((SEOUL, FRANKFURT)),
    }


@on_uvloop
async def test_the_program_starts_with_some_edges_and_stops_on_sigterm() -> None:
    base = free_port_base()
    command = [sys.executable, "-m", "infra.wan", "--port-base", str(base), "--edges", FRANKFURT]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    try:
        async with WanClient(control_url(Topology.load(port_base=base, edges=[FRANKFURT]))) as wan:
            await until(wan.healthy, within=15)
            assert [(link.origin, link.target) for link in await wan.links()] == [(EAST, FRANKFURT)]
            assert {count.origin for count in await wan.counters()} == {EAST, FRANKFURT}
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0
    finally:
        if process.returncode is None:
            process.kill()
