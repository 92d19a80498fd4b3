"""Consumers: each event takes effect once, in one transaction with its inbox row."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, get_args

import asyncpg
import msgspec
import nats.errors
import nats.js.errors

from kit import observability
from kit.cancel import raise_if_cancelled
from kit.db.session import Writer
from kit.errors import Unavailable
from kit.events.envelope import Envelope

if TYPE_CHECKING:
    from nats.aio.msg import Msg

    from kit.runtime import Runtime

LANES = 8
IN_FLIGHT = 64
FETCH = 32
FETCH_TIMEOUT_S = 2.0
HANDLER_TIMEOUT_S = 10.0
# Below the broker's ack wait (infra/nats/plan.py): only a process that died lets a message be delivered again.
KEEP_ALIVE_S = 2.0
# The broker gives a message out eight times; the last is kept for burying one that ended the process each time.
TRIES = 7
BACKOFF_S = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
CLAIM = "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true"
UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    OSError,
    Unavailable,
)

Handler = Callable[[Writer, Envelope[Any]], Awaitable[None]]


class Subscription:
    """`Subscription("content.post_created", on_post_created)`; the handler's annotation says the payload's type."""

    def __init__(self, event_type: str, handler: Handler) -> None:
        self.event_type = event_type
        self.handler = handler
        self.decoder = msgspec.json.Decoder(_envelope_type(handler))

    @property
    def stream(self) -> str:
        """The stream that carries the type."""
        return f"EV_{self.event_type.partition('.')[0].upper()}"


def _envelope_type(handler: Handler) -> Any:
    annotation = inspect.get_annotations(handler, eval_str=True)["event"]
    assert get_args(annotation), f"{handler.__name__}: annotate event as Envelope[Payload]"
    return annotation


async def apply(runtime: Runtime, subscription: Subscription, body: bytes) -> bool:
    """Bring about the effect of one event, once; False when it had taken effect before."""
    event = subscription.decoder.decode(body)
    observability.set_traceparent(event.trace)
    transaction = runtime.database.transaction()
    writer = Writer(transaction)
    try:
        fresh = await writer.fetchval(CLAIM, int(event.id))
        if fresh:
            await subscription.handler(writer, event)
    except BaseException:
        await transaction.rollback()
        raise
    await transaction.commit()
    if transaction.woken:
        await runtime.poke()
    return bool(fresh)


class Consumer:
    """All subscriptions of one service to one stream, as its durable pull consumer."""

    def __init__(self, runtime: Runtime, stream: str, subscriptions: Sequence[Subscription]) -> None:
        self._runtime = runtime
        self._stream = stream
        self._by_subject = {f"ev.{s.event_type}": s for s in subscriptions}
        self._account = runtime.service.replace("-", "_")
        self._lanes: list[asyncio.Queue[Msg]] = [asyncio.Queue() for _ in range(LANES)]
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self._held: dict[str, Msg] = {}

    async def run(self) -> None:
        """Consume until cancelled. Events of one actor stay in order: they share a lane."""
        async with asyncio.TaskGroup() as group:
            for lane in self._lanes:
                group.create_task(self._work(lane))
            group.create_task(self._fetch_for_ever())
            group.create_task(keep_alive(self._held))

    async def _fetch_for_ever(self) -> None:
        async for message in messages(self._runtime, self._stream, self._account):
            await self._places.acquire()
            self._held[message.reply] = message
            await self._lanes[self._lane(message)].put(message)

    def _lane(self, message: Msg) -> int:
        try:
            event = _head.decode(message.data)
        except msgspec.DecodeError:
            return 0
        return hash(event.actor or event.aggregate.id) % LANES

    async def _work(self, lane: asyncio.Queue[Msg]) -> None:
        while True:
            raise_if_cancelled()
            message = await lane.get()
            try:
                await self._handle(message)
            finally:
                self._held.pop(message.reply, None)
                self._places.release()

    async def _handle(self, message: Msg) -> None:
        subscription = self._by_subject.get(message.subject)
        if subscription is None:
            await message.ack()
            return
        found = subscription

        async def effect() -> str:
            return "applied" if await apply(self._runtime, found, message.data) else "duplicate"

        await settle(self._runtime, message, subscription.event_type, effect)


class _Head(msgspec.Struct):
    class About(msgspec.Struct):
        id: str

    aggregate: About
    actor: str | None = None


_head = msgspec.json.Decoder(_Head)


async def messages(runtime: Runtime, stream: str, durable: str) -> Any:
    """Messages of a durable pull consumer, for ever; waits while broker or consumer are not there."""
    js = runtime.nats.jetstream(timeout=5)
    account = runtime.service.replace("-", "_")
    while True:
        raise_if_cancelled()
        try:
            pull = await js.pull_subscribe_bind(durable, stream, inbox_prefix=f"_INBOX.{account}.".encode())
            while True:
                raise_if_cancelled()
                try:
                    batch = await pull.fetch(FETCH, timeout=FETCH_TIMEOUT_S)
                except TimeoutError:
                    continue
                for message in batch:
                    raise_if_cancelled()
                    yield message
        except (nats.errors.Error, OSError) as error:
            observability.log(runtime.service).info("consumer_waits", stream=stream, reason=type(error).__name__)
            await asyncio.sleep(0.5)


async def keep_alive(held: dict[str, Msg]) -> None:
    """Tell the broker again and again that the held messages are being worked on, however long that takes."""
    while True:
        await asyncio.sleep(KEEP_ALIVE_S)
        for message in list(held.values()):
            with suppress(nats.errors.Error, OSError):
                await message.in_progress()


async def settle(runtime: Runtime, message: Msg, event_type: str, effect: Callable[[], Awaitable[str]]) -> None:
    """Bring about an effect and tell the broker how it went: ack, again later, or dead letter."""
    outcome = "failed"
    delivered = message.metadata.num_delivered
    try:
        if delivered > TRIES:
            raise RuntimeError("the process ended each time this was handled")
        outcome = await _until_reachable(effect)
        await message.ack()
    except Exception as error:  # the event must not stop the ones behind it
        observability.log(runtime.service).error(
            "event_failed", event_type=event_type, delivered=delivered, exc_info=error
        )
        if delivered >= TRIES:
            outcome = "dead"
            await _bury(runtime, message, error)
        else:
            await message.nak(delay=BACKOFF_S[min(delivered, len(BACKOFF_S)) - 1])
    observability.events_applied.labels(runtime.service, event_type, outcome).inc()


async def _until_reachable(effect: Callable[[], Awaitable[str]]) -> str:
    """A database that is away is no fault of the event: it is waited for and costs no delivery."""
    while True:
        try:
            async with asyncio.timeout(HANDLER_TIMEOUT_S):
                return await effect()
        except UNREACHABLE:
            await asyncio.sleep(0.5)


async def _bury(runtime: Runtime, message: Msg, error: Exception) -> None:
    account = runtime.service.replace("-", "_")
    _, _, rest = message.subject.partition(".")
    headers = {
        "Nats-Msg-Id": f"{account}:{(message.headers or {}).get('Nats-Msg-Id', message.metadata.sequence.stream)}",
        "Dead-Subject": message.subject,
        "Dead-Reason": f"{type(error).__name__}: {error}"[:200].replace("\n", " ").replace("\r", " "),
    }
    await runtime.nats.jetstream(timeout=5).publish(f"dead.{account}.{rest}", message.data, headers=headers)
    await message.term()
