"""Limits on tries as they are for the public, in a system that was started with higher ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from infra.native import accounts
from infra.native.system import System
from kit.testing.until import until
from tests.support.person import Person
from tests.support.place import Place
from tests.support.processes import host_process

NOBODY = {"identifier": "nobody.has.this", "password": "nor this"}


@asynccontextmanager
async def public_limits(system: System, host: str) -> AsyncIterator[None]:
    """Inside, `host` counts in the primary region as it does in production; it is started anew before and after."""
    topology = system.installation.topology
    path = system.installation.directory(topology.primary, "services-api") / f"{host}.json"
    before = path.read_text()
    changed = msgspec.json.decode(before, type=dict[str, str]) | {"LIMITS_MULTIPLIER": "1"}
    try:
        await _restart(system, host, msgspec.json.encode(changed).decode())
        yield
    finally:
        await _restart(system, host, before)


async def _restart(system: System, host: str, environment: str) -> None:
    topology = system.installation.topology
    path = system.installation.directory(topology.primary, "services-api") / f"{host}.json"
    accounts.write_private(path, environment, accounts.SERVICES)
    process = host_process(system, f"api-{topology.primary}", host)
    process.kill()
    async with Person(Place.of(system), topology.edges[0].name, address="127.9.255.1") as anybody:

        async def answers() -> bool:
            """By a new process, be it that this was asked too often."""
            return not process.is_running() and (await anybody.send("POST", "/auth/log-in", NOBODY)).status in (
                401,
                429,
            )

        await until(answers, within=20, what=f"{host} answers again")
