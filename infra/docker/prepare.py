"""Write what the containers read: `python -m infra.docker.prepare --target .local/compose`.

Every container gets a folder of its own with only its own secrets; the master key is for `maintain`, which makes
everybody's accounts, and for `demo`, which runs for a while in the operator's stead. Prints the names of the containers that are to
run with the chosen edges.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from infra.docker.bundle import Bundle, RecordingSecrets, System
from infra.docker.containers import ENTRY, STATE, Container, containers
from infra.docker.parts import STATIC, hosts, nginx_settings
from infra.environment import bff_environment
from infra.limits import require_own_limits
from infra.native.installation import Installation
from infra.native.services import environments
from infra.nats import server as nats
from infra.nginx import render as nginx
from infra.nginx.ca import ensure_certificates
from infra.objects import server as objects
from infra.postgres import server as postgres
from infra.secrets import Secrets
from infra.topology import DEFAULT_PORT_BASE, Topology
from infra.valkey import server as valkey


def write_bundles(target: Path, system: System) -> list[str]:
    """Write a folder per container below `target`; returns the names of the containers that are to run."""
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    Secrets.open(target / "master")
    ensure_certificates(target / "certificates")
    topology = system.topology()
    found = containers(topology)
    for container in found:
        _write(target, container, system, topology)
    return [container.name for container in found if not container.called]


def _write(target: Path, container: Container, system: System, topology: Topology) -> None:
    master = (target / "master").read_text()
    secrets = RecordingSecrets(bytes.fromhex(master.strip()))
    installation = Installation(topology, secrets, Path(STATE))
    bundle = Bundle(target / container.name)
    ASK.get(container.part, _nothing)(installation, container.region)
    bundle.write(system, secrets.given)
    if container.part in ("api", "worker", "sender"):
        wanted = hosts(topology, container.part)
        for host, environment in environments(installation, container.region).items():
            if host in wanted:
                bundle.write_json(f"environments/{host}.json", environment)
    elif container.part == "bff":
        bundle.write_json("environment.json", bff_environment(topology, secrets, container.region, STATIC))
    elif container.part in ("maintain", "demo"):
        bundle.write_text("master", master)
    elif container.region == ENTRY:
        for name in ("site.crt", "site.key"):
            bundle.write_text(f"certificates/{name}", (target / "certificates" / name).read_text())


def _nothing(_: Installation, __: str) -> None:
    return None


def _postgres(installation: Installation, region: str) -> None:
    postgres.render(installation, region)
    if region == installation.topology.primary:
        installation.secrets.password(f"postgres/{postgres.ADMIN}")


# Each asks for the secrets that its part will ask for inside, and so decides what the container is given.
ASK: dict[str, Callable[[Installation, str], object]] = {
    "postgres": _postgres,
    "valkey": valkey.render,
    "objects": objects.render,
    "nats": lambda installation, _: nats.render(installation),
    "nginx": lambda installation, name: nginx.render(nginx_settings(installation), name),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.docker.prepare")
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--edges", help="edges to run, separated by commas; all by default")
    parser.add_argument("--ports", type=int, nargs="*", default=[], help="ports of the site")
    options = parser.parse_args()
    try:
        require_own_limits(options.ports)
    except ValueError as error:
        sys.exit(str(error))
    topology = Topology.load(edges=options.edges.split(",") if options.edges else None, mode="compose")
    system = System(DEFAULT_PORT_BASE, tuple(edge.name for edge in topology.edges))
    print("\n".join(write_bundles(options.target, system)))


if __name__ == "__main__":
    main()
