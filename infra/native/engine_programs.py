"""The engines of an installation as programs, and the folder that state is kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from infra.native import accounts
from infra.native.installation import Installation
from infra.native.program import Program
from infra.nats import server as nats
from infra.objects import server as objects
from infra.postgres import server as postgres
from infra.valkey import server as valkey

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = frozenset({"postgres", "nats", "valkey", "objects"})


def shared_state(name: str) -> Path:
    """A folder of this checkout for state that other accounts must reach, kept between runs."""
    if not accounts.is_root():
        return CHECKOUT / ".local" / name
    return Path("/var/lib/mockstagram") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12] / name


def programs(installation: Installation, parts: Iterable[str] = PARTS) -> list[Program]:
    """The engines of every region, primary first."""
    wanted, topology = frozenset(parts), installation.topology
    ordered = sorted(topology.regions, key=lambda region: region.name != topology.primary)
    found = []
    for region in ordered:
        if "postgres" in wanted:
            found.append(postgres.program(installation, region.name))
        if "nats" in wanted and region.name == topology.primary:
            found.append(nats.program(installation))
        if "valkey" in wanted:
            found.append(valkey.program(installation, region.name))
        if "objects" in wanted:
            found.append(objects.program(installation, region.name))
    return found
