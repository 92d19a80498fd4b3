"""S12: what somebody has deleted is gone from serving within a second, and from every store within a day."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import aiohttp
import psycopg
import pytest
import redis.asyncio
from psycopg import sql

from infra.environment import service_environment
from infra.native.system import System
from infra.nats.plan import DAY
from infra.provision import admin_dsn
from kit.jobs import PURGE_MACHINERY, JobContext, run_once
from kit.runtime import Runtime
from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse.test_forgery import FRANKFURT, SEOUL
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg

AGE = "UPDATE {table} SET {column} = {column} - interval '25 hours' WHERE {column} IS NOT NULL"
KEPT = {"outbox": "published_at", "idempotency": "created_at"}


class Hit(NamedTuple):
    """Where something was found."""

    region: str
    database: str
    table: str
    what: str


class Deleted(NamedTuple):
    """A post that is to vanish: what it says and shows, and where its pictures were."""

    code: str
    canaries: dict[str, str]
    urls: list[str]
    home: str
    key: str


async def _publish(alice: Person) -> Deleted:
    """A post that was edited once, so that it has a past."""
    said = {what: f"canary-{what}-{secrets.token_hex(8)}" for what in ("caption", "edit", "alt")}
    receipt = await alice.upload(jpeg(400, 400))
    body = {"caption": said["caption"], "media": [{"receipt": receipt, "alt": said["alt"]}]}
    post = (await alice.send("POST", "/posts", body)).ok()
    edit = {"version": 1, "caption": said["edit"]}
    (await alice.send("PATCH", f"/posts/{post['code']}", edit)).ok()
    media = post["media"][0]
    urls = [source[kind] for source in media["sources"] for kind in ("jpeg", "avif")]
    home, key = urls[0].split("/")[6:8]
    # The placeholder is a small picture of the picture; a receipt has it inside.
    canaries = said | {"placeholder": media["blur"][-64:], "receipt": receipt.split(".")[1][-64:]}
    return Deleted(post["code"], canaries, urls, home, key)


def _search(system: System, canaries: dict[str, str]) -> Iterator[Hit]:
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


async def _grow_old(system: System) -> None:
    """As a day later: what is kept for a day is older, and the job that purges it runs."""
    topology, keys = system.installation.topology, system.installation.secrets
    with psycopg.connect(admin_dsn(topology, keys, "content")) as connection:
        for table, column in KEPT.items():
            statement = sql.SQL(AGE).format(table=sql.Identifier(table), column=sql.Identifier(column))
            connection.execute(statement)
    environment = service_environment(topology, keys, topology.primary, topology.service("content"))
    runtime = Runtime("content", environment)
    await runtime.open()
    try:
        await until(lambda: run_once(JobContext(runtime, {}), PURGE_MACHINERY), what="the job's turn")
    finally:
        await runtime.close()


async def _served(alice: Person, readers: list[Person], post: Deleted) -> list[str]:
    """Where the post can still be had."""
    found = []
    for who in (alice, *readers):
        if (await who.get(f"/posts/{post.code}")).status == 200:
            found.append(f"post to {who.region}")
        for url in post.urls:
            own = url.replace(f"/{alice.region}/", f"/{who.region}/", 1)
            if (await who.picture(own)).status == 200:
                found.append(f"picture in {who.region}")
    return found


async def test_a_deleted_post_is_gone_everywhere(system: System, person: PersonFactory) -> None:
    """What it guards: what erases a post and its revisions (content/domain/repository), and PURGES in kit/jobs.py."""
    alice, near, far = await person(SEOUL), await person(SEOUL, verified=False), await person(FRANKFURT, verified=False)
    post = await _publish(alice)
    await until(lambda: _everywhere(alice, [near, far], post), within=20, what="everybody has it, and every cache")
    here = {hit.table for hit in await asyncio.to_thread(lambda: list(_search(system, post.canaries)))}
    assert {"post", "post_media", "post_revision", "idempotency"} <= here, "the search finds what is there"

    (await alice.send("DELETE", f"/posts/{post.code}")).ok()
    began = time.monotonic()
    await until(lambda: _nowhere(alice, [near, far], post), within=10, what="nobody has it")
    assert time.monotonic() - began < 2.0, "a look at everything takes a moment, too"
    await _grow_old(system)

    async def forgotten() -> bool:
        return not await asyncio.to_thread(lambda: list(_search(system, post.canaries)))

    try:
        await until(forgotten, within=15, what="no table has it")
    except AssertionError:
        pytest.fail(f"still there: {list(_search(system, post.canaries))}")
    await until(lambda: _no_object(system, post), within=60, what="no store has its pictures")
    _no_file(system, post)
    await _no_key(system, post)
    count("kinds of content looked for in every table", len(post.canaries))


async def _everywhere(alice: Person, readers: list[Person], post: Deleted) -> bool:
    return len(await _served(alice, readers, post)) == 3 * (1 + len(post.urls))


async def _nowhere(alice: Person, readers: list[Person], post: Deleted) -> bool:
    return not await _served(alice, readers, post)


async def _no_object(system: System, post: Deleted) -> bool:
    """Stores answer within their region without asking who it is."""
    topology = system.installation.topology
    async with aiohttp.ClientSession() as session:
        for region in topology.regions:
            host, port = topology.endpoint(region.name, "s3")
            for url in post.urls:
                path = f"/media/{post.home}/{post.key}/{url.rpartition('/')[2]}"
                async with session.get(f"http://{host}:{port}{path}") as answer:
                    if answer.status != 404:
                        return False
    return True


def _no_file(system: System, post: Deleted) -> None:
    """No cache of pictures, no spool and no stream has it; streams forget within a day."""
    assert DAY <= 86_400
    said = [post.canaries[what].encode() for what in ("caption", "edit", "alt")]
    places = [(system.state / "nginx", [post.key.encode()]), (system.state / "us-east" / "nats", said)]
    places += [(system.state / region.name / "spool", said) for region in system.installation.topology.regions]
    for folder, canaries in places:
        for path in folder.rglob("*"):
            if path.is_file() and "tombstone" not in str(path):
                content = path.read_bytes()
                assert not [one for one in canaries if one in content], path


async def _no_key(system: System, post: Deleted) -> None:
    topology, keys = system.installation.topology, system.installation.secrets
    for region in topology.regions:
        host, port = topology.endpoint(region.name, "valkey")
        client: Any = redis.asyncio.Redis(
            host=host, port=port, username="infra", password=keys.password("valkey/infra")
        )
        async with client:
            async for key in client.scan_iter():
                content = key + (await client.dump(key) or b"")
                assert not [what for what, canary in post.canaries.items() if canary.encode() in content], key
