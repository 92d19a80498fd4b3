"""Nothing bypasses the relay, and nobody reaches more than their own."""

from __future__ import annotations

from typing import Any

import psutil

from infra.native import supervisor
from infra.native.system import System
from tests.conftest import PersonFactory
from tests.support.pictures import jpeg


async def test_only_the_relay_connects_two_regions(system: System, person: PersonFactory) -> None:
    """Every open connection of the system, by the regions of its two ends."""
    alice = await person("ap-northeast")
    await alice.publish([jpeg()])
    relay = supervisor.states(system)["relay"]["pid"]
    ours = _processes(supervisor.running_pid(system) or 0)
    crossing = []
    for process in ours:
        for connection in _connections(process):
            if connection.status != psutil.CONN_ESTABLISHED or not connection.raddr:
                continue
            ends = {_region(system, connection.laddr), _region(system, connection.raddr)} - {None}
            if len(ends) > 1 and process.pid not in _family(relay):
                crossing.append((process.name(), connection.laddr, connection.raddr))
    assert ours
    assert not crossing


def _connections(process: psutil.Process) -> list[Any]:
    """Of a process that may end meanwhile, as decoders of pictures and servers of single connections do."""
    try:
        return list(process.net_connections(kind="tcp"))
    except (psutil.NoSuchProcess, FileNotFoundError):
        return []


def _processes(root: int) -> list[psutil.Process]:
    parent = psutil.Process(root)
    return [parent, *parent.children(recursive=True)]


def _family(pid: int) -> set[int]:
    process = psutil.Process(pid)
    return {pid, *(child.pid for child in process.children(recursive=True))}


def _region(system: System, address: object) -> str | None:
    """The region that an end belongs to, by its listening port range or its loopback address."""
    topology = system.installation.topology
    ip, port = address.ip, address.port  # type: ignore[attr-defined]
    for region in topology.regions:
        start = topology.port_base + region.port_offset
        if ip == region.address or start <= port < start + 1000:
            return region.name
    return None
