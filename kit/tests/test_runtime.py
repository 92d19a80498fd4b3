"""What a process does while its servers come and go."""

from __future__ import annotations

import asyncio
import io
import json
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
import msgspec
import psycopg
import pytest
import structlog
from litestar.exceptions import HTTPException

from kit import auth, observability
from kit.auth import Signer, Verifier
from kit.batch import run_jobs
from kit.db.pools import Database
from kit.errors import ReplicaBehind, Unauthenticated
from kit.jobs import Job, JobContext
from kit.problems import as_problem
from kit.runtime import RECONNECTING_S, Runtime
from kit.testing.peer import peer, port_of
from kit.testing.plugin import plain_log
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from kit.testing.world import World
from kit.tests.conftest import NAME

INFO = b'INFO {"server_id": "a", "version": "2.10.0", "proto": 1, "max_payload": 1048576, "headers": true}\r\n'


@pytest.fixture
def own_log() -> Iterator[None]:
    """Whatever the test makes of the log, it is as it was before afterwards."""
    yield
    observability.set_traceparent(None)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()
    plain_log()


@asynccontextmanager
async def broker() -> AsyncIterator[tuple[asyncio.Server, list[asyncio.StreamWriter], str]]:
    """As much of a broker as a client needs to connect, and to lose."""
    met: list[asyncio.StreamWriter] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(writer)
        writer.write(INFO)
        while line := await reader.readline():
            if line.startswith(b"PING"):
                writer.write(b"PONG\r\n")

    async with peer(talk) as server:
        yield server, met, f"nats://127.0.0.1:{port_of(server)}"


def edge(world: World, **changes: str) -> dict[str, str]:
    return world.environment("ap-northeast", NAME) | changes


async def test_closing_ends_the_search_for_a_broker_that_is_gone(things: ServiceUnderTest) -> None:
    """Seen to go on for ever, and to keep the process from ending, while only connected clients were closed."""
    async with broker() as (server, met, url):
        runtime = Runtime(NAME, edge(things.world, ADMIN_NATS_URL=url))
        await runtime.open(wait_for_nats=True)
        server.close()
        for writer in met:
            writer.transport.abort()
        await until(lambda: runtime.nats.is_reconnecting)
        await runtime.close()
    assert runtime.nats.is_closed
    searching = [task for task in asyncio.all_tasks() if "_attempt_reconnect" in repr(task)]
    await until(lambda: all(task.done() for task in searching), within=3)


async def test_closing_ends_a_search_whatever_it_is_doing(things: ServiceUnderTest) -> None:
    """Seen to be connected again after closing at some of these moments, and to cancel who closed at others."""

    async def close_after(turns: int) -> None:
        async with broker() as (_, met, url):
            runtime = Runtime(NAME, edge(things.world, ADMIN_NATS_URL=url))
            await runtime.open(wait_for_nats=True)
            connected = time.monotonic()
            await until(lambda: time.monotonic() > connected + RECONNECTING_S)  # then reconnecting begins at once
            for writer in met:
                writer.transport.abort()
            for _ in range(turns):
                await asyncio.sleep(0)
            await runtime.close()
            assert runtime.nats.is_closed
            await until(lambda: all(writer.is_closing() for writer in met))

    await asyncio.gather(*(close_after(turns) for turns in range(24)))


async def test_a_broker_that_is_lost_while_connecting_again_is_hung_up_on(things: ServiceUnderTest) -> None:
    """Seen to leave the connection to the garbage collector once the next one was open."""
    visits = 0
    left = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visits
        visits += 1
        if visits == 1:
            writer.write(INFO)
            assert (await reader.readline()).startswith(b"CONNECT")
            await reader.readline()
            writer.write(b"PONG\r\n")
            await until(lambda: runtime.nats.is_connected)
            return
        writer.write_eof()
        await reader.read()
        left.set()

    async with peer(talk) as server:
        runtime = Runtime(NAME, edge(things.world, ADMIN_NATS_URL=f"nats://127.0.0.1:{port_of(server)}"))
        await runtime.open(wait_for_nats=True)
        await until(lambda: visits == 2)
        # Before its next attempt, which comes after a second.
        await asyncio.wait_for(left.wait(), 0.8)
        await runtime.close()


async def test_closing_hangs_up_on_a_broker_that_says_nothing(things: ServiceUnderTest) -> None:
    """Seen to leave the connection open when closing came between connecting and the broker's first word."""
    hung_up = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.read() == b""
        hung_up.set()

    async with peer(listen) as server:
        runtime = Runtime(NAME, edge(things.world, ADMIN_NATS_URL=f"nats://127.0.0.1:{port_of(server)}"))
        await runtime.open()
        await runtime.close()
        await asyncio.wait_for(hung_up.wait(), 2)


async def test_a_broker_that_never_answers_does_not_hold_up_reads_or_the_end(things: ServiceUnderTest) -> None:
    runtime = Runtime(NAME, edge(things.world, ADMIN_NATS_URL="nats://127.0.0.1:1"))
    await runtime.open()
    assert await runtime.database.reader.fetchval("SELECT 1") == 1
    await asyncio.wait_for(runtime.poke(), 1)
    await asyncio.wait_for(runtime.close(), 3)


async def test_a_database_that_is_not_there_yet_is_waited_for(things: ServiceUnderTest) -> None:
    """Its port takes no connections at first, then leads to the real one."""
    real = things.world.topology.endpoint("us-east", "postgres")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        late = reserved.getsockname()
        dsn = things.runtime.own.ro_dsn.replace("{}:{}".format(*real), "{}:{}".format(*late))
        settings = msgspec.structs.replace(things.runtime.own, ro_dsn=dsn, rw_dsn=None)
        opening = asyncio.create_task(Database.open(NAME, settings))
        done, _ = await asyncio.wait({opening}, timeout=0.3)
        assert not done

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(*real)
        await asyncio.gather(pipe(reader, there[1]), pipe(there[0], writer))

    async with peer(forward, *late):
        database = await asyncio.wait_for(opening, 20)
        assert await database.reader.fetchval("SELECT current_database()") == NAME
        await database.close()


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(2**16):
            writer.write(data)
    finally:
        writer.close()


async def test_what_a_replica_cancels_is_tried_again_and_then_told(things: ServiceUnderTest) -> None:
    """On the primary it is what it is: a statement that took too long."""
    for region, told in (("ap-northeast", ReplicaBehind), ("us-east", asyncpg.QueryCanceledError)):
        runtime = Runtime(NAME, things.world.environment(region, NAME))
        hasty = msgspec.structs.replace(runtime.own, ro_dsn=runtime.own.ro_dsn + "?statement_timeout=50")
        database = await Database.open(NAME, hasty)
        with pytest.raises(told):
            await database.reader.fetchval("SELECT pg_sleep(1)")
        await database.close()


async def test_a_statement_that_cannot_be_sent_keeps_no_lock(things: ServiceUnderTest) -> None:
    """Seen to hold it until the connection was used again: for hours, on a service that nobody asks."""
    locks = "SELECT count(*) FROM pg_locks WHERE relation = 'thing'::regclass AND pid <> pg_backend_pid()"
    with psycopg.connect(things.world.engines.admin_dsn(NAME), autocommit=True) as connection:
        for number in range(3):
            with pytest.raises(asyncpg.DataError):
                await things.reader.fetch(f"SELECT {number} FROM thing WHERE $1::bigint > 0", 2**64)
            assert connection.execute(locks).fetchone() == (0,)


async def test_a_connection_that_is_gone_does_not_hide_what_went_wrong(things: ServiceUnderTest) -> None:
    async def fail(admin: psycopg.Connection) -> None:
        async with things.writing() as writer:
            pid = await writer.fetchval("SELECT pg_backend_pid()")
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])
            raise ValueError("the cause")

    with psycopg.connect(things.world.engines.admin_dsn(NAME), autocommit=True) as connection:
        with pytest.raises(ValueError, match="the cause"):
            await fail(connection)
        async with things.writing() as writer:
            assert await writer.fetchval("SELECT 1") == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (asyncpg.DataError("out of range"), 422),
        (ConnectionRefusedError(), 503),
        (asyncpg.DiskFullError("full"), 503),
        (asyncpg.DeadlockDetectedError("two"), 409),
        (TimeoutError(), 504),
        (HTTPException(status_code=418), 422),
        (HTTPException(status_code=405), 405),
        (HTTPException(status_code=500), 500),
        (KeyError("nobody foresaw it"), 500),
    ],
)
def test_what_library_errors_mean(error: Exception, status: int) -> None:
    assert as_problem("admin", error).status == status


def test_statements_that_are_no_callers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "CACHED_TOKENS", 1)
    issuer = "svc:user"
    signer = Signer(issuer, world.secrets.private_key(issuer))
    verifier = Verifier({issuer: world.secrets.public_key(issuer)})
    assert [verifier.caller(signer.token(viewer)).viewer for viewer in (1, 2, 3, 1)] == [1, 2, 3, 1]
    now = int(time.time())
    with pytest.raises(Unauthenticated, match="malformed"):
        verifier.caller(signer.sign({"iat": now, "exp": now + 30, "sub": "alice"}))


@pytest.mark.usefixtures("own_log")
def test_log_lines_say_which_request_they_belong_to() -> None:
    lines = io.StringIO()
    observability.configure_logging("info", to=lines, region="us-east")
    observability.set_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    observability.record("admin", "thing_made", thing=7)
    line = json.loads(lines.getvalue())
    assert line["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert (line["event"], line["thing"], line["region"], line["service"]) == ("thing_made", 7, "us-east", "admin")


@pytest.mark.usefixtures("own_log")
def test_jobs_run_by_hand(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    async def work(context: JobContext) -> None:
        observability.log(NAME).info("worked")
        sys.stdout.write(str(await context.reader.fetchval("SELECT 41")))

    async def say(runtime: Runtime) -> None:
        sys.stdout.write(runtime.service)

    for name, value in world.environment(world.topology.primary, NAME).items():
        monkeypatch.setenv(name, value)
    for wanted in ("work", "say"):
        monkeypatch.setattr(sys, "argv", ["batch", wanted])
        run_jobs(NAME, [Job("work", work, every=timedelta(days=1))], {"say": say})
    printed = capsys.readouterr()
    assert printed.out == f"41{NAME}"
    assert json.loads(printed.err)["event"] == "worked"
    monkeypatch.setattr(sys, "argv", ["batch"])
    with pytest.raises(SystemExit, match=r"usage: python -m admin\.batch say\|work"):
        run_jobs(NAME, [Job("work", work, every=timedelta(days=1))], {"say": say})
