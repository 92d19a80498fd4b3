"""A running system, seen by who operates it: addresses, keys, databases, and whether everything behind it is done."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg
import msgspec

from infra.environment import dsn, service_environment
from infra.native.engines import shared_state
from infra.native.system import Settings
from infra.secrets import Secrets
from infra.topology import Mode, Topology
from kit.auth import Signer

ROOT = Path(__file__).resolve().parents[1]


class ConsumerInfo(msgspec.Struct):
    """What the broker tells of a consumer."""

    num_pending: int = 0
    num_ack_pending: int = 0


class _Stream(msgspec.Struct):
    name: str
    consumer_detail: list[ConsumerInfo] = []


class _Account(msgspec.Struct):
    stream_detail: list[_Stream] = []


class _Streams(msgspec.Struct):
    account_details: list[_Account] = []


@dataclass(frozen=True)
class Target:
    """The system whose master key lies in `state`."""

    topology: Topology
    secrets: Secrets
    state: Path

    @classmethod
    def open(
        cls, state: Path, *, port_base: int | None = None, edges: list[str] | None = None, mode: Mode = "native"
    ) -> Target:
        """The system of a state folder as it was started last, unless ports or edges are given."""
        settings = Settings.load(state)
        topology = Topology.load(
            port_base=port_base or settings.port_base, edges=edges or list(settings.edges), mode=mode
        )
        return cls(topology, Secrets.open(state / "secret"), state)

    @property
    def primary(self) -> str:
        return self.topology.primary

    def edge(self, wanted: str) -> str:
        """The edge of that name, or the default one where the system runs without it."""
        names = [edge.name for edge in self.topology.edges]
        return wanted if wanted in names else self.topology.default_edge

    def url(self, region: str, part: str) -> str:
        """Address of a part such as `site`."""
        return "http://{}:{}".format(*self.topology.endpoint(region, part))

    def api(self, region: str, service: str) -> str:
        return "http://{}:{}".format(*self.topology.api(region, service))

    def signer(self, region: str) -> Signer:
        """Makes caller tokens like the BFF of an edge."""
        issuer = f"bff-{region}"
        return Signer(issuer, self.secrets.private_key(issuer))

    def dsn(self, service: str, mode: str, region: str | None = None) -> str:
        """Connection string of a service's own account, at the primary unless a region is named."""
        endpoint = self.topology.endpoint(region or self.primary, "postgres")
        return dsn(self.secrets, self.topology.service(service), mode, endpoint)

    def environment(self, service: str) -> dict[str, str]:
        """For a command of a service in the primary region (`python -m user.batch …`)."""
        found = service_environment(self.topology, self.secrets, self.primary, self.topology.service(service))
        path = os.pathsep.join([str(ROOT), str(ROOT / "media-server")])
        return {"PATH": os.environ["PATH"], "PYTHONPATH": path, "LOG_LEVEL": "warning"} | found

    async def command(self, service: str, *arguments: str, stdin: bytes = b"", timeout: float = 300) -> bytes:
        """Run a service's batch command and answer what it prints. Raises RuntimeError with its complaint."""
        environment = self.environment(service) | {"LOG_LEVEL": "warning"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, cwd=ROOT, env=environment,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            out, complaint = await asyncio.wait_for(process.communicate(stdin), timeout)
        except TimeoutError:
            process.kill()
            raise
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)} failed: {complaint.decode(errors='replace')[-2000:]}")
        return out


def add_target_options(parser: argparse.ArgumentParser) -> None:
    """Options that name the running system."""
    parser.add_argument("--state", type=Path, default=shared_state("system"), help="folder of the running system")
    parser.add_argument("--port-base", type=int, help="as it was started with, by default")
    parser.add_argument("--edges", help="names separated by commas; as it was started with, by default")
    parser.add_argument("--mode", choices=("native", "compose"), default="native")


def target_of(options: argparse.Namespace) -> Target:
    """What `add_target_options` found. Raises FileNotFoundError when there is no such system."""
    if not (options.state / "secret").exists():
        raise FileNotFoundError(f"no system was started with the state folder {options.state}")
    edges = options.edges.split(",") if options.edges else None
    return Target.open(options.state, port_base=options.port_base, edges=edges, mode=options.mode)


class Drain:
    """Tells when nothing is under way any more: no event waits, no consumer works, every replica has everything."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._primaries: list[asyncpg.Connection] = []
        self._replicas: list[asyncpg.Connection] = []
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Drain:
        target = self._target
        for service in target.topology.built:
            self._primaries.append(await asyncpg.connect(target.dsn(service.name, "ro")))
        # In containers nothing of the primary region but the relay can speak to an edge's database.
        for edge in target.topology.edges if target.topology.mode == "native" else ():
            self._replicas.append(await asyncpg.connect(target.dsn("user", "ro", edge.name)))
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in (*self._primaries, *self._replicas):
            connection.terminate()
        if self._session is not None:
            await self._session.close()

    async def wait(self, seconds: float = 60, *, every: float = 0.1) -> None:
        """Return when everything is done. Looking costs a little CPU too, so it is not done often. Raises TimeoutError."""
        await until(self.done, seconds, "everything is delivered", every=every)

    async def done(self) -> bool:
        """Whether everything is done: the outboxes are looked at first, since consumers fill them."""
        return not await self._waiting() and not await self._in_streams() and await self._replayed()

    async def _waiting(self) -> bool:
        for connection in self._primaries:
            if await connection.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL)"):
                return True
        return False

    async def _in_streams(self) -> bool:
        assert self._session is not None
        topology, primary = self._target.topology, self._target.primary
        url = f"http://{topology.address(primary, 'nats')}:{topology.port(primary, 'nats_monitor')}/jsz"
        async with self._session.get(url, params={"streams": "true", "consumers": "true"}) as answer:
            found = msgspec.json.decode(await answer.read(), type=_Streams)
        streams = [stream for account in found.account_details for stream in account.stream_detail]
        return any(consumer.num_pending or consumer.num_ack_pending for s in streams for consumer in s.consumer_detail)

    async def _replayed(self) -> bool:
        flushed = await self._primaries[0].fetchval("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn")
        for connection in self._replicas:
            if await connection.fetchval("SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn") < flushed:
                return await self._catch_up(flushed)
        return True

    async def _catch_up(self, position: int) -> bool:
        """The primary's pulse goes on, so a replica only has to reach where the primary was."""

        async def reached() -> bool:
            sql = "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn"
            return all([await connection.fetchval(sql) >= position for connection in self._replicas])

        await until(reached, 30, "the replicas have caught up")
        return True


async def until(condition: Callable[[], Awaitable[bool]], seconds: float, what: str, *, every: float = 0.02) -> None:
    """Poll `condition` until it holds. Raises TimeoutError naming `what`."""
    deadline = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        await asyncio.sleep(every)
