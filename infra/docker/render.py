"""compose.yaml from the tables: `python -m infra.docker.render` writes it, `--check` says whether it is current.

Only what Compose v2 and docker-compose 1.29 both understand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.docker.containers import BUNDLE, EGRESS, OPERATOR, PUBLIC, STATE, Container, containers, networks
from infra.topology import Topology

CHECKOUT = Path(__file__).resolve().parents[2]
FILE = CHECKOUT / "compose.yaml"
HEAD = """\
# Written by `python -m infra.docker.render` from infra/regions.toml and infra/services.toml; change those.
# Started by ./start.sh, which builds the images and writes what the containers read below .local/compose.
"""
# Fixed addresses, known to everybody from the start: nginx looks names up once, and the engine's name server forgets who is
# down and asks outside instead, which can take longer than the restart.
SUBNET = "${MOCKSTAGRAM_SUBNET:-10.83}"
FIRST_ADDRESS = 10
FORGOTTEN = f"{STATE}:uid=10001,gid=10001,mode=0750,size=128m"


def compose(topology: Topology) -> dict[str, Any]:
    """The compose file as data."""
    found = containers(topology)
    addresses = _addresses(topology, found)
    services = {
        each.name: _service(topology, each, addresses) | {"extra_hosts": _neighbours(each, found, addresses)}
        for each in found
    }
    return {
        "services": services,
        "networks": {name: _network(number, name) for number, name in enumerate(networks(topology))},
        "volumes": {each.name: {} for each in found if each.stateful},
    }


# Everything in containers is told apart by checkout, so that two of them on one machine do not meet.
FOLDER, TAG = "${MOCKSTAGRAM_FOLDER:-./.local/compose}", "${MOCKSTAGRAM_TAG:-latest}"

_COMMON: dict[str, Any] = {
    "restart": "unless-stopped",
    "init": True,
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
    "logging": {"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}},
}


def _network(number: int, name: str) -> dict[str, Any]:
    network: dict[str, Any] = {"ipam": {"config": [{"subnet": f"{SUBNET}.{number}.0/24"}]}}
    if name == EGRESS:
        return network
    if name in (PUBLIC, OPERATOR):
        # Ports are published from here, and nothing inside may call out.
        return network | {"driver_opts": {"com.docker.network.bridge.enable_ip_masquerade": "false"}}
    return network | {"internal": True}


def _addresses(topology: Topology, found: list[Container]) -> dict[tuple[str, str], str]:
    """(network, container) → its address there."""
    numbers = {name: number for number, name in enumerate(networks(topology))}
    return {
        (network, each.name): f"{SUBNET}.{numbers[network]}.{FIRST_ADDRESS + place}"
        for place, each in enumerate(found)
        for network in each.networks
    }


def _service(topology: Topology, each: Container, addresses: dict[tuple[str, str], str]) -> dict[str, Any]:
    service: dict[str, Any] = {
        "image": f"mockstagram/{each.image}:{TAG}",
        **_COMMON,
        "command": [each.part, each.region],
        "mem_limit": each.memory,
        "stop_grace_period": f"{each.stop_seconds}s",
        "stop_signal": each.stop_signal,
        "tmpfs": ["/tmp:size=256m", *([] if each.stateful else [FORGOTTEN])],  # noqa: S108
        "volumes": [
            f"{FOLDER}/{each.name}:{BUNDLE}:ro",
            *([f"{each.name}:{STATE}"] if each.stateful else []),
        ],
        "networks": {network: {"ipv4_address": addresses[network, each.name]} for network in each.networks},
    }
    if each.ports:
        service["ports"] = list(each.ports)
    if each.health:
        service["healthcheck"] = {
            "test": ["CMD-SHELL", each.health],
            "interval": f"{each.health_seconds}s",
            "timeout": "15s",
            "retries": 3,
            "start_period": "600s",
        }
    if each.called:
        service |= {"profiles": [each.name], "restart": "no"}
    if each.after_maintenance:
        service["depends_on"] = {f"{topology.primary}-maintain": {"condition": "service_healthy"}}
    return service


def _neighbours(each: Container, found: list[Container], addresses: dict[tuple[str, str], str]) -> list[str]:
    """Every name on a container's networks, its own too, with the address there: who has just died keeps its name."""
    known: dict[str, str] = {}
    for network in each.networks:
        for other in found:
            if network in other.networks and not other.called:
                for name in (other.name, *other.networks[network]):
                    known.setdefault(name, addresses[network, other.name])
    return [f"{name}:{address}" for name, address in known.items()]


def text(topology: Topology) -> str:
    """The compose file as text."""
    return HEAD + "\n".join(_yaml(compose(topology), "")) + "\n"


def _yaml(mapping: dict[str, Any], indent: str) -> Iterator[str]:
    """Lines of block YAML; scalars and lists of them are JSON, which YAML includes."""
    for key, value in mapping.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{key}:"
            yield from _yaml(value, indent + "  ")
        else:
            yield f"{indent}{key}: {json.dumps(value)}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.docker.render")
    parser.add_argument("--check", action="store_true", help="fail when compose.yaml is not current")
    options = parser.parse_args()
    wanted = text(Topology.load(mode="compose"))
    if not options.check:
        FILE.write_text(wanted)
        return 0
    if FILE.exists() and FILE.read_text() == wanted:
        return 0
    print(f"{FILE.name} is not what the tables say: run python -m infra.docker.render", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
