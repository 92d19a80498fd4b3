"""Looking for what was deleted: in every table, cache, stream and store of every region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import aiohttp
import psycopg
import redis.asyncio
from psycopg import sql

from infra.environment import service_environment
from infra.native.system import System
from infra.nats.plan import DAY
from infra.objects.buckets import holds, open_store
from infra.provision import admin_dsn
from kit.jobs import PURGE_MACHINERY, JobContext, run_once
from kit.runtime import Runtime
from kit.testing.until import until

AGE = "UPDATE {table} SET {column} = {column} - interval '25 hours' WHERE {column} IS NOT NULL"
KEPT = {"outbox": "published_at", "idempotency": "created_at"}


class Hit(NamedTuple):
    """Where something was found."""

    region: str
    database: str
    table: str
    what: str


class Picture(NamedTuple):
    """Where a picture was served, and what it was in the stores."""

    urls: list[str]
    home: str
    key: str

    @classmethod
    def of(cls, shown: Any) -> Picture:
        """A picture or an avatar as the site shows it."""
        urls = [source[kind] for source in shown["sources"] for kind in ("jpeg", "avif")]
        home, key = urls[0].split("/")[6:8]
        return cls(urls, home, key)


def search(system: System, canaries: Mapping[str, str]) -> Iterator[Hit]:
    """Every table of every service, in every region."""
    topology, keys = system.installation.topology, system.installation.secrets
    for region in topology.regions:
        for service in topology.services:
            dsn = admin_dsn(topology, keys, service.database, region=region.name)
            with psycopg.connect(dsn) as connection:
                for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
                    for what, canary in canaries.items():
                        query = sql.SQL("SELECT count(*) FROM {} t WHERE position(%s in t::text) > 0"
                                        " OR position(%s in t::text) > 0").format(sql.Identifier(table))  # fmt: skip
                        row = connection.execute(query, [canary, canary.encode().hex()]).fetchone()
                        if row and row[0]:
                            yield Hit(region.name, service.database, table, what)


async def grow_old(system: System, *services: str) -> None:
    """As a day later: what is kept for a day is older, and the job that purges it runs."""
    topology, keys = system.installation.topology, system.installation.secrets
    for service in map(topology.service, services):
        with psycopg.connect(admin_dsn(topology, keys, service.database)) as connection:
            for table, column in KEPT.items():
                statement = sql.SQL(AGE).format(table=sql.Identifier(table), column=sql.Identifier(column))
                connection.execute(statement)
        await _purge(Runtime(service.name, service_environment(topology, keys, topology.primary, service)))


async def _purge(runtime: Runtime) -> None:
    await runtime.open()
    try:
        await until(lambda: run_once(JobContext(runtime, {}), PURGE_MACHINERY), what="the job's turn")
    finally:
        await runtime.close()


async def no_object(system: System, picture: Picture) -> bool:
    """Stores answer for renditions within their region without asking who it is."""
    topology = system.installation.topology
    async with aiohttp.ClientSession() as session:
        for region in topology.regions:
            host, port = topology.endpoint(region.name, "s3")
            for url in picture.urls:
                path = f"/media/{picture.home}/{picture.key}/{url.rpartition('/')[2]}"
                async with session.get(f"http://{host}:{port}{path}") as answer:
                    if answer.status != 404:
                        return False
    return not await originals(system, picture)


async def originals(system: System, picture: Picture) -> list[str]:
    """Regions whose store has what was uploaded, which nobody is ever served."""
    topology, keys = system.installation.topology, system.installation.secrets
    name = f"{picture.home}/{picture.key}"
    return [
        region.name
        for region in topology.regions
        if await holds(open_store(topology, keys, region.name, "originals"), name)
    ]


def no_file(system: System, pictures: Sequence[Picture], said: Sequence[str]) -> None:
    """No cache of pictures, no spool and no stream has it; streams forget within a day."""
    assert DAY <= 86_400
    keys, words = [picture.key.encode() for picture in pictures], [text.encode() for text in said]
    places = [(system.state / "nginx", keys), (system.state / "us-east" / "nats", words)]
    places += [(system.state / region.name / "spool", words) for region in system.installation.topology.regions]
    for folder, canaries in places:
        for path in folder.rglob("*"):
            if path.is_file() and "tombstone" not in str(path):
                content = path.read_bytes()
                assert not [one for one in canaries if one in content], path


async def no_key(system: System, canaries: Mapping[str, str]) -> None:
    """No Valkey has it."""
    topology, keys = system.installation.topology, system.installation.secrets
    for region in topology.regions:
        host, port = topology.endpoint(region.name, "valkey")
        client: Any = redis.asyncio.Redis(
            host=host, port=port, username="infra", password=keys.password("valkey/infra")
        )
        async with client:
            async for key in client.scan_iter():
                content = key + (await client.dump(key) or b"")
                assert not [what for what, canary in canaries.items() if canary.encode() in content], key
