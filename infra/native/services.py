"""The Python programs: relay, maintenance, mailbox, and one parent per region for the services."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from infra.environment import service_environment
from infra.native import accounts
from infra.native.installation import Installation
from infra.native.program import Program
from infra.topology import Service

CHECKOUT = Path(__file__).resolve().parents[2]
ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}


def provisioned(installation: Installation) -> Path:
    """Written when databases, roles, migrations, buckets and streams are as this start needs them."""
    return installation.directory(installation.topology.primary, "maintain") / "data" / "provisioned"


def programs(installation: Installation) -> list[Program]:
    """Everything in Python, what others wait for first."""
    found = [_relay(installation), _maintain(installation), _mailbox(installation), _workers(installation)]
    return found + [_apis(installation, region.name) for region in installation.topology.regions]


def _python(installation: Installation, name: str, account: str, *arguments: str) -> Program:
    return Program(
        name=name,
        command=(sys.executable, *arguments),
        account=account,
        directory=CHECKOUT,
        environment=ALLOCATOR | {"PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"},
        prepare=lambda: accounts.ensure_account(account),
    )


def _system_arguments(installation: Installation) -> list[str]:
    topology = installation.topology
    return ["--port-base", str(topology.port_base), "--edges", ",".join(edge.name for edge in topology.edges)]


def _relay(installation: Installation) -> Program:
    command = ["-m", "infra.wan", *_system_arguments(installation)]
    program = _python(installation, "relay", accounts.account("relay"), *command)
    return replace(program, ready=tuple(listener.listen for listener in installation.topology.listeners()))


def _maintain(installation: Installation) -> Program:
    account = accounts.account("maintain")
    directory = installation.directory(installation.topology.primary, "maintain")

    def prepare() -> None:
        accounts.ensure_account(account)
        accounts.make_directory(directory, account, writable=False)
        accounts.make_directory(directory / "data", account, writable=True)
        accounts.write_private(directory / "secret", (installation.state / "secret").read_text(), account)

    command = ["-m", "infra.native.maintain", "--state", str(directory), *_system_arguments(installation)]
    return replace(_python(installation, "maintain", account, *command), prepare=prepare)


def _mailbox(installation: Installation) -> Program:
    account = accounts.account("mailbox")
    topology = installation.topology
    directory = installation.directory(topology.primary, "mailbox")

    def prepare() -> None:
        accounts.ensure_account(account)
        accounts.make_directory(directory, account, writable=True)

    smtp, page = topology.endpoint(topology.primary, "smtp"), topology.endpoint(topology.primary, "mailbox")
    listen = ["--smtp", f"{smtp[0]}:{smtp[1]}", "--page", f"{page[0]}:{page[1]}"]
    program = _python(installation, "mailbox", account, "-m", "infra.mailbox", "--store", str(directory), *listen)
    return replace(program, prepare=prepare, ready=(smtp, page))


def _apis(installation: Installation, region: str) -> Program:
    topology = installation.topology
    program = _hosts(installation, "api", region)
    return replace(program, ready=tuple(topology.api(region, service.name) for service in topology.built))


def _workers(installation: Installation) -> Program:
    topology = installation.topology
    program = _hosts(installation, "worker", topology.primary)
    return replace(program, ready=tuple(topology.worker(service.name) for service in topology.built))


def _hosts(installation: Installation, kind: str, region: str) -> Program:
    """One parent that forks the hosts of a region; each child gets only the variables of its own host."""
    directory = installation.directory(region, f"services-{kind}")

    def prepare() -> None:
        accounts.ensure_account(accounts.SERVICES)
        accounts.make_directory(directory, accounts.SERVICES, writable=False)
        for host, environment in environments(installation, region).items():
            accounts.write_private(directory / f"{host}.json", json.dumps(environment), accounts.SERVICES)
        accounts.make_directory(spool(installation, region), accounts.SERVICES, writable=True)

    name = f"{kind}-{region}"
    command = ["-m", "kit.host", kind, "--environments", str(directory)]
    program = _python(installation, name, accounts.SERVICES, *command)
    return replace(program, prepare=prepare, after=(provisioned(installation),), patience=12)


def spool(installation: Installation, region: str) -> Path:
    """Unfinished uploads of a region."""
    return installation.directory(region, "spool")


def environments(installation: Installation, region: str) -> dict[str, dict[str, str]]:
    """Host → variables of its process in a region."""
    topology = installation.topology
    by_host: dict[str, list[Service]] = defaultdict(list)
    for service in topology.built:
        by_host[service.host].append(service)
    found = {}
    for host, members in by_host.items():
        merged: dict[str, str] = {}
        for service in members:
            merged |= service_environment(topology, installation.secrets, region, service)
            if service.name == "media-server":
                merged[f"{service.env_prefix}SPOOL"] = str(spool(installation, region))
        found[host] = merged
    return found
