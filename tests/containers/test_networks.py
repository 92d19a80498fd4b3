"""Between two regions in containers there is the relay and nothing else; seen from inside of every container."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from infra.topology import Topology
from tests.conftest import PersonFactory
from tests.support.containers import ESTABLISHED, LISTEN, Containers, addresses, region_of, sockets
from tests.support.pictures import jpeg

TOPOLOGY = Topology.load(mode="compose")
REGIONS = [region.name for region in TOPOLOGY.regions]
# Which of the given addresses accept a connection.
TRY = """
import asyncio, json, sys

async def accepts(host, port):
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 2)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True

async def main(targets):
    found = await asyncio.gather(*(accepts(*target) for target in targets))
    print(json.dumps([target for target, accepted in zip(targets, found) if accepted]))

asyncio.run(main(json.loads(sys.argv[1])))
"""
# What Postgres answers when asked for encryption: N, it has none.
ASK_POSTGRES = """
import socket, sys

with socket.create_connection((sys.argv[1], int(sys.argv[2])), 5) as connection:
    connection.sendall(bytes.fromhex("0000000804d2162f"))
    print(connection.recv(1).decode())
"""


@pytest.fixture(scope="module")
def inside(containers: Containers) -> dict[str, dict[str, Any]]:
    return containers.inspect()


def _listening(containers: Containers, name: str) -> set[int]:
    """Ports on which a container listens for others."""
    table = sockets(containers.run(name, "cat", "/proc/net/tcp", "/proc/net/tcp6"))
    return {row.local[1] for row in table if row.state == LISTEN and not row.local[0].startswith("127.")}


def _accepted(containers: Containers, name: str, targets: list[tuple[str, int]]) -> set[tuple[str, int]]:
    found = json.loads(containers.run(name, "python", "-c", TRY, json.dumps(targets)))
    return {(host, port) for host, port in found}


def test_only_the_relay_is_on_the_networks_of_two_regions(inside: dict[str, dict[str, Any]]) -> None:
    joined = {name: set(REGIONS) & set(addresses(each)) for name, each in inside.items()}
    assert {name for name, regions in joined.items() if len(regions) > 1} == {"relay"}
    assert joined["relay"] == set(REGIONS)
    assert {name for name, regions in joined.items() if not regions} == {"entry"}


def test_no_connection_to_another_region_can_be_opened(
    containers: Containers, inside: dict[str, dict[str, Any]]
) -> None:
    """From every container to whatever listens in a region that is not its own, the relay's far sides included.

    Fails when a container joins the network of another region: seen with `docker network connect`.
    """
    with ThreadPoolExecutor(6) as pool:
        ports = dict(zip(inside, pool.map(lambda name: _listening(containers, name), inside), strict=True))
        ends = [
            (name, region, (address, port))
            for name, each in inside.items()
            for region, address in addresses(each).items()
            if region in REGIONS
            for port in ports[name]
        ]
        assert all({port for name, _, (_, port) in ends if name == f"{region}-postgres"} for region in REGIONS)

        def opened(name: str) -> tuple[set[tuple[str, int]], set[int]]:
            """Ends in other regions that accept this container, and ports in its own."""
            own = region_of(inside[name], TOPOLOGY)
            away = [end for _, region, end in ends if region != own]
            near = [end for other, region, end in ends if region == own and other not in (name, "relay")]
            accepted = _accepted(containers, name, away + near)
            return accepted & set(away), {port for _, port in accepted - set(away)}

        found = {name: each for name, each in zip(inside, pool.map(opened, inside), strict=True) if name != "relay"}
    assert {name: away for name, (away, _) in found.items() if away} == {}
    for name, (_, near) in found.items():
        assert near >= _engine_ports(region_of(inside[name], TOPOLOGY), name), name


def _engine_ports(region: str | None, seen_from: str) -> set[int]:
    """What must be reached from beside it, or the test above could not see a connection."""
    parts = [part for part in ("postgres", "valkey") if region and seen_from != f"{region}-{part}"]
    return {TOPOLOGY.port(str(region), part) for part in parts}


@pytest.mark.parametrize("region", ["ap-northeast", "eu-central"])
def test_the_primary_database_answers_through_the_relay(containers: Containers, region: str) -> None:
    host, port = TOPOLOGY.relay(region, TOPOLOGY.primary, "postgres")
    began = time.monotonic()
    assert containers.run(f"{region}-api", "python", "-c", ASK_POSTGRES, host, str(port)).strip() == "N"
    assert time.monotonic() - began > TOPOLOGY.rtt_ms[frozenset((region, TOPOLOGY.primary))] / 1000


async def test_only_the_relay_has_connections_to_two_regions(
    containers: Containers, inside: dict[str, dict[str, Any]], person: PersonFactory
) -> None:
    """Every open connection of every container, by the regions of its two ends."""
    alice, bob = await asyncio.gather(person("ap-northeast"), person("eu-central"))
    await bob.follow(alice)
    await alice.publish([jpeg()])
    owners = {address: name for name, each in inside.items() for address in addresses(each).values()}
    regions = {name: region_of(each, TOPOLOGY) for name, each in inside.items()}
    pairs = set()
    for name in inside:
        rows = sockets(containers.run(name, "cat", "/proc/net/tcp", "/proc/net/tcp6"))
        pairs |= {(name, owners.get(row.remote[0], "")) for row in rows if row.state == ESTABLISHED}
    crossing = {pair for pair in pairs if len({regions.get(end) for end in pair} - {None}) > 1}
    assert not crossing
    assert {regions.get(other) for name, other in pairs if name == "relay"} >= set(REGIONS)


def test_only_the_entry_and_the_operators_pages_are_published(inside: dict[str, dict[str, Any]]) -> None:
    published = {
        (name, port, binding["HostIp"])
        for name, each in inside.items()
        for port, bindings in each["NetworkSettings"]["Ports"].items()
        for binding in bindings or ()
    }
    assert published == {
        ("entry", "8080/tcp", "127.0.0.1"),
        ("entry", "8443/tcp", "127.0.0.1"),
        ("relay", "17049/tcp", "127.0.0.1"),
        ("us-east-mail", "17041/tcp", "127.0.0.1"),
    }
