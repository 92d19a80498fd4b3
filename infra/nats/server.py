"""NATS with JetStream, in the primary region; edges reach it through the relay."""

from __future__ import annotations

import json

from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.templates import fill
from infra.nats.permissions import permissions

ACCOUNT = accounts.account("nats")


def render(installation: Installation) -> dict[str, str]:
    """File name → text of everything NATS reads."""
    topology = installation.topology
    region = topology.primary
    users = [
        {
            "user": name,
            "password": installation.secrets.password(f"nats/{name}"),
            **({"permissions": granted} if granted else {}),
        }
        for name, granted in permissions(topology).items()
    ]
    settings = fill(
        "nats/nats.conf.template",
        {
            "listen": installation.listen(region),
            "port": topology.port(region, "nats"),
            "monitor": topology.port(region, "nats_monitor"),
            "data": installation.directory(region, "nats") / "data",
            "sync": "2m" if installation.fast else "200ms",
            "users": ",\n".join(json.dumps(user) for user in users),
        },
    )
    return {"nats.conf": settings}


def program(installation: Installation) -> Program:
    """The server as a supervised program."""
    region = installation.topology.primary
    directory = installation.directory(region, "nats")
    return Program(
        name=f"nats-{region}",
        command=(binaries.find("nats-server"), "--config", str(directory / "nats.conf")),
        account=ACCOUNT,
        directory=directory,
        environment={"GOMEMLIMIT": "192MiB"},
        prepare=lambda: prepare(installation),
        ready=(installation.topology.endpoint(region, "nats"),),
    )


def prepare(installation: Installation) -> None:
    """Write the configuration."""
    directory = installation.directory(installation.topology.primary, "nats")
    accounts.ensure_account(ACCOUNT)
    accounts.make_directory(directory, ACCOUNT, writable=False)
    accounts.make_directory(directory / "data", ACCOUNT, writable=True)
    for name, text in render(installation).items():
        accounts.write_private(directory / name, text, ACCOUNT)
