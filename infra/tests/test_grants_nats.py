"""Each NATS user publishes and receives on its own subjects only, and every request it needs gets its reply.

Seen to fail with `ev.>` in place of the own subject, with the durable's name replaced by `*`, and with `_INBOX.>`
to subscribe to.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from infra.native.installation import Installation
from infra.nats.permissions import stream_name
from infra.nats.plan import plan
from infra.nats.reconcile import connect as connect_infra
from infra.nats.reconcile import reconcile, reconcile_once
from infra.topology import Topology

SERVICES = Topology.load().services
USERS = [*(service.database for service in SERVICES), "bff"]
# Every service listens to every other, so that a refusal is a matter of permission and not of absence.
CONTRACTS = [
    {
        "service": service.name,
        "publishes": [{"type": f"{service.database}.happened"}],
        "subscribes": [f"{other.database}.happened" for other in SERVICES if other is not service],
        "queues": [{"name": "work", "ack_wait_s": 5}],
    }
    for service in SERVICES
]

Open = Callable[[str], Awaitable["Session"]]


class Session:
    """A connection that collects what the broker refused."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.refused: list[str] = []
        self.client = Client()

    async def error(self, error: Exception) -> None:
        self.refused.append(str(error).lower())

    async def _settle(self) -> None:
        """A refusal arrives before the answer to a ping; the client's first ping may overtake what it buffers."""
        await self.client.flush(timeout=5)
        await self.client.flush(timeout=5)

    async def may_publish(self, subject: str, reply: str = "") -> bool:
        self.refused.clear()
        await self.client.publish(subject, b"{}", reply=reply)
        await self._settle()
        return not self.refused

    async def may_subscribe(self, subject: str) -> bool:
        self.refused.clear()
        subscription = await self.client.subscribe(subject)
        await self._settle()
        allowed = not self.refused
        if allowed:
            await subscription.unsubscribe()
        return allowed


@pytest.fixture(scope="module")
async def streams(installation: Installation) -> AsyncIterator[None]:
    await reconcile_once(installation.topology, installation.secrets, CONTRACTS)
    yield
    await reconcile_once(installation.topology, installation.secrets)


@pytest.fixture
async def open_as(installation: Installation, streams: None) -> AsyncIterator[Open]:
    opened: list[Session] = []

    async def open_session(user: str) -> Session:
        host, port = installation.topology.endpoint(installation.topology.primary, "nats")
        session = Session(user)
        await session.client.connect(
            f"nats://{host}:{port}",
            user=user,
            password=installation.secrets.password(f"nats/{user}"),
            inbox_prefix=f"_INBOX.{user}".encode(),
            error_cb=session.error,
            allow_reconnect=False,
        )
        opened.append(session)
        return session

    yield open_session
    for session in opened:
        await session.client.close()


@pytest.mark.parametrize("user", USERS)
async def test_publishes_on_its_own_subjects_only(open_as: Open, user: str) -> None:
    session = await open_as(user)
    allowed = set()
    for service in SERVICES:
        name = service.database
        for subject in (f"ev.{name}.x", f"job.{name}.work", f"dead.{name}.a.b", f"poke.{name}", f"rt.all.{name}.x"):
            if await session.may_publish(subject):
                allowed.add(subject)
    expected = {f"ev.{user}.x", f"job.{user}.work", f"dead.{user}.a.b", f"poke.{user}", f"rt.all.{user}.x"}
    assert allowed == (expected if user != "bff" else set())


@pytest.mark.parametrize("user", USERS)
async def test_consumes_through_its_own_consumers_only(open_as: Open, user: str) -> None:
    session = await open_as(user)
    allowed = set()
    for service in SERVICES:
        for stream, durable in (
            (stream_name("EV", SERVICES[0]), service.database),
            (stream_name("JOB", service), f"{service.database}_work"),
            ("DEAD", service.database),
        ):
            for subject in (f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}", f"$JS.ACK.{stream}.{durable}.1.1.1.1.0"):
                if await session.may_publish(subject, reply=f"_INBOX.{user}.x"):
                    allowed.add((subject.split(".")[1], stream, durable))
    own = {(stream_name("EV", SERVICES[0]), user), (f"JOB_{user.upper()}", f"{user}_work")}
    assert allowed == ({(kind, *pair) for kind in ("API", "ACK") for pair in own} if user != "bff" else set())


@pytest.mark.parametrize("user", USERS)
async def test_hears_its_own_subjects_only(open_as: Open, user: str) -> None:
    session = await open_as(user)
    foreign = ["ev.>", ">", "dead.>", "_INBOX.>", "_INBOX.*.x", "$JS.>", "$SYS.>", f"ev.{user}.>", f"job.{user}.>"]
    heard = {subject for subject in foreign if await session.may_subscribe(subject)}
    for name in USERS:
        for subject in (f"poke.{name}", f"_INBOX.{name}.x"):
            if await session.may_subscribe(subject):
                heard.add(subject)
    assert heard == {f"_INBOX.{user}.x"} | ({f"poke.{user}"} if user != "bff" else set())


@pytest.mark.parametrize(
    ("subject", "service", "another"),
    [
        ("rt.u.1", "content", "user"),
        ("rt.all.content.post_created", "content", "user"),
        ("rt.all.user.session_revoked", "user", "content"),
    ],
)
async def test_realtime_goes_from_services_to_the_bff(open_as: Open, subject: str, service: str, another: str) -> None:
    bff, sender, other = await open_as("bff"), await open_as(service), await open_as(another)
    assert await bff.may_subscribe(subject)
    assert not await other.may_subscribe(subject)
    received: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def receive(message: Msg) -> None:
        received.set_result(message.data)

    await bff.client.subscribe(subject, cb=receive)
    await bff.client.flush(timeout=5)
    assert await sender.may_publish(subject)
    assert await asyncio.wait_for(received, 5) == b"{}"
    if subject.startswith("rt.all."):
        assert not await other.may_publish(subject)


@pytest.mark.parametrize("subscriber", SERVICES, ids=lambda service: service.name)
async def test_everything_a_service_needs_gets_its_reply(open_as: Open, subscriber: object) -> None:
    """Publish with acknowledgement, pull, acknowledge twice as firmly, look at the stream: none may vanish."""
    service = next(service for service in SERVICES if service is subscriber)
    publisher = next(other for other in SERVICES if other is not service)
    sender, receiver = await open_as(publisher.database), await open_as(service.database)
    kind = f"ev.{publisher.database}.happened"
    sent = await sender.client.jetstream().publish(kind, json.dumps({"for": service.name}).encode(), timeout=5)
    stream = stream_name("EV", publisher)
    assert sent.stream == stream
    source = receiver.client.jetstream()
    subscription = await source.pull_subscribe_bind(service.database, stream)
    messages = await subscription.fetch(100, timeout=5)
    assert messages[-1].metadata.sequence.stream <= sent.seq
    for message in messages:
        await message.ack_sync(timeout=5)
    own = stream_name("JOB", service)
    job = await source.publish(f"job.{service.database}.work", b"{}", timeout=5)
    assert job.stream == own
    taken = await (await source.pull_subscribe_bind(f"{service.database}_work", own)).fetch(1, timeout=5)
    await taken[0].ack_sync(timeout=5)
    assert (await source.stream_info(stream_name("EV", service))).config.name == stream_name("EV", service)
    await source.publish(f"dead.{service.database}.{publisher.database}.happened", b"{}", timeout=5)
    assert not receiver.refused


async def test_nobody_manages_streams(open_as: Open) -> None:
    session = await open_as("content")
    for subject in ("STREAM.DELETE.EV_USER", "STREAM.PURGE.EV_CONTENT", "CONSUMER.DELETE.EV_USER.content", "INFO"):
        assert not await session.may_publish(f"$JS.API.{subject}", reply="_INBOX.content.x")


@pytest.mark.parametrize("credentials", [{}, {"user": "user", "pass": "wrong"}], ids=["none", "wrong"])
async def test_nobody_enters_without_the_password(installation: Installation, credentials: dict[str, str]) -> None:
    endpoint = installation.topology.endpoint(installation.topology.primary, "nats")
    reader, writer = await asyncio.open_connection(*endpoint)
    writer.write(b"CONNECT " + json.dumps(credentials | {"verbose": False}).encode() + b"\r\nPING\r\n")
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    assert b"Authorization Violation" in answer
    assert b"PONG" not in answer


async def test_reconcile_restores_what_was_deleted_and_then_rests(installation: Installation, streams: None) -> None:
    connection = await connect_infra(installation.topology, installation.secrets)
    try:
        manager, wanted = connection.jetstream(), plan(installation.topology, CONTRACTS)
        await reconcile(manager, wanted)
        for info in await manager.streams_info():
            await manager.delete_stream(info.config.name or "")
        assert await reconcile(manager, wanted) > len(wanted)
        assert await reconcile(manager, wanted) == 0
    finally:
        await connection.close()
