"""A small service of kit's own, in a database that is made for these tests and thrown away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest_asyncio
from litestar import Litestar, delete, get, post

from infra.provision import provision
from kit.app import NOBODY, OPTIONAL, VIEWER, Caller, Client, Reader, Runtime, Writer, create_api, operation
from kit.db import machinery
from kit.errors import Problem
from kit.events import Envelope, Event
from kit.events.consumer import Subscription
from kit.jobs import JobContext, Queue
from kit.schema import Request, Response
from kit.testing.service import ServiceUnderTest
from kit.testing.world import World
from kit.worker import Worker

NAME = "admin"


class ThingMade(Event, type="admin.thing_made", ryw=True, broadcast=True):
    name: str


class ThingTaken(Problem):
    status = 409
    code = "thing_taken"
    detail = "There is such a thing already."


class MakeThing(Request):
    name: str
    tags: list[str] | None = None


class Note(Request):
    name: str


class Thing(Response):
    name: str
    maker: str | None


@post("/things", **operation(viewer=VIEWER, errors=[ThingTaken]))
async def make_thing(data: MakeThing, writer: Writer, caller: Caller) -> Thing:
    made = await writer.fetchval(
        "INSERT INTO thing (name, maker) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true",
        data.name,
        caller.viewer,
    )
    if not made:
        raise ThingTaken
    await writer.emit(ThingMade(name=data.name), actor=caller.viewer, aggregate=("thing", 1, 1))
    return Thing(name=data.name, maker=str(caller.viewer))


@post("/broken", **operation(viewer=OPTIONAL))
async def make_and_break(data: MakeThing, writer: Writer) -> Thing:
    await writer.execute("INSERT INTO thing (name) VALUES ($1)", data.name)
    raise RuntimeError("secret detail")


@delete("/slow", **operation(viewer=NOBODY))
async def write_slowly(writer: Writer) -> None:
    await writer.execute("INSERT INTO thing (name) VALUES ('slow')")
    await writer.execute("SELECT pg_sleep(1)")


@get("/impatient", **operation(viewer=NOBODY, deadline=0.1))
async def read_impatiently(reader: Reader) -> None:
    await reader.fetchval("SELECT pg_sleep(2)")


@get("/things/{name:str}", **operation(viewer=OPTIONAL))
async def read_thing(name: str, reader: Reader) -> Thing | None:
    row = await reader.fetchrow("SELECT name, maker FROM thing WHERE name = $1", name)
    return Thing(name=row["name"], maker=str(row["maker"])) if row else None


@get("/write-through-reader", **operation(viewer=OPTIONAL))
async def write_through_reader(reader: Reader) -> None:
    await reader.fetch("INSERT INTO thing (name) VALUES ('x') RETURNING name")


async def on_thing_made(writer: Writer, event: Envelope[ThingMade]) -> None:
    if event.payload.name == "poison":
        raise RuntimeError("poison")
    await writer.execute("INSERT INTO effect (name) VALUES ($1)", event.payload.name)


@post("/things/several", **operation(viewer=VIEWER, idempotency="exempt"))
async def make_several(data: list[MakeThing], writer: Writer) -> None:
    await writer.executemany("INSERT INTO thing (name) VALUES ($1)", [(one.name,) for one in data])


@post("/things/late", **operation(viewer=VIEWER))
async def refer_to_nothing(data: MakeThing, writer: Writer) -> None:
    await writer.execute("INSERT INTO reference (name) VALUES ($1)", data.name)


@get("/unguarded", include_in_schema=False)
async def forgotten() -> None:
    raise AssertionError("a route without an operation was called")


@get("/asked", **operation(viewer=OPTIONAL))
async def ask(rpc: Client, caller: Caller) -> str:
    return await rpc.get("user", f"/user/{caller.required_viewer}", type=str)


async def on_note(context: JobContext, note: Note) -> None:
    async with context.writer() as writer:
        await writer.execute("INSERT INTO effect (name) VALUES ($1)", note.name)


OPENED: list[str] = []


@asynccontextmanager
async def opening(runtime: Runtime, _: Litestar) -> AsyncIterator[None]:
    OPENED.append(runtime.settings.region)
    yield
    OPENED.remove(runtime.settings.region)


API = create_api(
    NAME,
    [
        refer_to_nothing,
        make_several,
        forgotten,
        ask,
        make_thing,
        make_and_break,
        write_slowly,
        read_impatiently,
        read_thing,
        write_through_reader,
    ],
    lifespan=[opening],
)
WORKER = Worker(
    NAME,
    events=[ThingMade],
    subscriptions=[Subscription("admin.thing_made", on_thing_made)],
    queues=[Queue("note", on_note, body=Note)],
)

TABLES = """
DROP OWNED BY admin_owner CASCADE;
COMMENT ON DATABASE "admin" IS 'kit';
"""


class _Op:
    """What Alembic's `op` is to `machinery.upgrade`."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.execute = connection.execute


def prepare(world: World) -> None:
    with psycopg.connect(world.engines.admin_dsn(NAME), autocommit=True) as connection:
        connection.execute(TABLES)
        provision(world.topology, world.secrets)
        connection.execute("SET ROLE admin_owner")
        machinery.upgrade(_Op(connection))
        connection.execute("CREATE TABLE thing (name text PRIMARY KEY, maker bigint)")
        connection.execute("CREATE TABLE reference (name text REFERENCES thing DEFERRABLE INITIALLY DEFERRED)")
        connection.execute("CREATE TABLE effect (name text)")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(world: World) -> AsyncIterator[ServiceUnderTest]:
    prepare(world)
    service = ServiceUnderTest(NAME, world, API, WORKER)
    await service.start()
    yield service
    await service.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def things(opened: ServiceUnderTest) -> ServiceUnderTest:
    await opened.empty()
    return opened
