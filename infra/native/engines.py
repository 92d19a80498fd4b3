"""Real engines for one topology, started from Python: Postgres with replicas, NATS, Valkey, SeaweedFS.

with Engines(topology, secrets, state) as engines:
    engines.admin_dsn("user")
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from infra import provision
from infra.native import accounts
from infra.native.engine_programs import PARTS, programs, shared_state
from infra.native.installation import Installation
from infra.native.process import Running
from infra.native.wait import until
from infra.nats.reconcile import reconcile_once
from infra.postgres.replication import admin_dsn, ensure_replication
from infra.secrets import Secrets
from infra.topology import Topology

__all__ = ["PARTS", "Engines", "shared_state"]


class Engines:
    """Engines that live as long as this object; their data stays in `state` and is used again.

    With `direct` the replicas connect to the primary itself, else through the relay, which somebody must have
    started. `state` must be in a folder that other accounts can enter when we are root.
    """

    def __init__(
        self,
        topology: Topology,
        secrets: Secrets,
        state: Path,
        *,
        parts: Iterable[str] = PARTS,
        direct: bool = True,
        fast: bool = True,
        provision: bool = True,
    ) -> None:
        self.installation = Installation(topology, secrets, state.resolve(), direct=direct, fast=fast)
        self._provision = provision
        self._running = {p.name: Running(p, self.installation.state) for p in programs(self.installation, parts)}

    def start(self) -> Self:
        """Start everything, side by side, and return when it answers. Raises when a part does not come up."""
        self.installation.state.mkdir(parents=True, exist_ok=True)
        accounts.require_reachable(self.installation.state)
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def _start(self) -> None:
        primary = self._running.get(f"postgres-{self.installation.topology.primary}")
        replicas = [r for r in self._running.values() if r.program.name.startswith("postgres-") and r is not primary]
        others = [r for r in self._running.values() if r is not primary and r not in replicas]
        with ThreadPoolExecutor(max_workers=len(self._running)) as pool:
            pending = [pool.submit(_bring_up, running) for running in others]
            if primary:
                _bring_up(primary)
                self._prepare_primary()
                pending += [pool.submit(_bring_up, running) for running in replicas]
            for future in pending:
                future.result()
            if self._provision and f"nats-{self.installation.topology.primary}" in self._running:
                pool.submit(self._make_streams).result()

    def _make_streams(self) -> None:
        """In a thread of its own, because the caller's may be running an event loop."""
        asyncio.run(reconcile_once(self.installation.topology, self.installation.secrets))

    def _prepare_primary(self) -> None:
        topology, secrets = self.installation.topology, self.installation.secrets
        until(lambda: _answers(self.admin_dsn()), 30, "the primary answers")
        with psycopg.connect(self.admin_dsn(), autocommit=True) as connection:
            ensure_replication(connection, topology, secrets)
        if self._provision:
            provision.provision(topology, secrets)

    def stop(self) -> None:
        """Stop everything; replicas before the primary, so that it need not wait for them."""
        primary = self._running.get(f"postgres-{self.installation.topology.primary}")
        with ThreadPoolExecutor(max_workers=len(self._running)) as pool:
            for future in [pool.submit(r.stop) for r in self._running.values() if r is not primary]:
                future.result()
        if primary:
            primary.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def admin_dsn(self, database: str = "postgres", *, region: str | None = None) -> str:
        """Superuser connection, at the primary unless a region is named."""
        return admin_dsn(self.installation.topology, self.installation.secrets, database, region=region)

    def engine(self, name: str) -> Running:
        """One engine by name, such as `postgres-eu-central`, to pause, kill and start again."""
        return self._running[name]

    def ended(self) -> list[str]:
        """Names of engines that ended by themselves."""
        return [name for name, running in self._running.items() if running.poll() is not None]


def _bring_up(running: Running) -> None:
    running.start()
    running.wait_ready()


def _answers(dsn: str) -> bool:
    try:
        with psycopg.connect(dsn, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def main() -> None:
    """`python -m infra.native.engines up --state DIR`: run engines until interrupted."""
    parser = argparse.ArgumentParser(description="Run the engines alone, in the foreground.")
    parser.add_argument("command", choices=["up"])
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--port-base", type=int, required=True)
    parser.add_argument("--edges", help="names separated by commas; all by default")
    parser.add_argument("--parts", default=",".join(sorted(PARTS)))
    parser.add_argument("--direct", action="store_true", help="replicas do not use the relay")
    parser.add_argument("--durable", action="store_true", help="fsync, and caches of the real size")
    options = parser.parse_args()
    topology = Topology.load(port_base=options.port_base, edges=options.edges.split(",") if options.edges else None)
    secrets = Secrets.open(options.state / "secret")
    stop = threading.Event()
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_: stop.set())
    engines = Engines(
        topology, secrets, options.state, parts=options.parts.split(","), direct=options.direct,
        fast=not options.durable,
    )  # fmt: skip
    with engines:
        print(f"engines are up on port base {options.port_base}", flush=True)
        while not stop.wait(1) and not engines.ended():
            pass
        for name in engines.ended():
            print(f"{name} ended: {engines.engine(name).log_end()}", flush=True)


if __name__ == "__main__":
    main()
