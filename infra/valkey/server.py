"""Valkey (or Redis, on Debian 12) of one region: a cache with one account and one key prefix per service."""

from __future__ import annotations

import hashlib

from infra.native import accounts, binaries
from infra.native.installation import Installation
from infra.native.program import Program
from infra.native.templates import fill

ACCOUNT = accounts.account("valkey")
# SCAN, KEYS, RANDOMKEY, MONITOR and PUBSUB show other services' names; scripts and functions are shared by all.
DENIED = "-@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill"


def users(installation: Installation) -> list[str]:
    """Accounts with a prefix of their own: every service and the BFF."""
    return [*(service.database for service in installation.topology.services), "bff"]


def render(installation: Installation, region: str) -> dict[str, str]:
    """File name → text of everything Valkey of `region` reads."""
    directory = installation.directory(region, "valkey")
    settings = fill(
        "valkey/valkey.conf.template",
        {
            "listen": installation.listen(region),
            "port": installation.topology.port(region, "valkey"),
            "data": directory / "data",
            "directory": directory,
            "maxmemory": "64mb",
        },
    )
    lines = ["user default off", f"user infra on #{_digest(installation, 'infra')} ~* &* +@all"]
    for name in users(installation):
        lines.append(f"user {name} on #{_digest(installation, name)} resetchannels ~{name}:* &{name}:* +@all {DENIED}")
    return {"valkey.conf": settings, "users.acl": "\n".join(lines) + "\n"}


def _digest(installation: Installation, name: str) -> str:
    return hashlib.sha256(installation.secrets.password(f"valkey/{name}").encode()).hexdigest()


def program(installation: Installation, region: str) -> Program:
    """The server as a supervised program."""
    directory = installation.directory(region, "valkey")
    return Program(
        name=f"valkey-{region}",
        command=(binaries.find("valkey-server", "redis-server"), str(directory / "valkey.conf")),
        account=ACCOUNT,
        directory=directory,
        prepare=lambda: prepare(installation, region),
        ready=(installation.topology.endpoint(region, "valkey"),),
    )


def prepare(installation: Installation, region: str) -> None:
    """Write the configuration."""
    directory = installation.directory(region, "valkey")
    accounts.ensure_account(ACCOUNT)
    accounts.make_directory(directory, ACCOUNT, writable=False)
    accounts.make_directory(directory / "data", ACCOUNT, writable=True)
    for name, text in render(installation, region).items():
        accounts.write_private(directory / name, text, ACCOUNT)
