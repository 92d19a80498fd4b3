"""The edge of a request: one unit of work around the application.

It counts down the deadline, lets the handler's Reader wait for what the viewer has seen, commits the
handler's Writer before the answer leaves, and puts the causal position into the answer.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import asyncpg

from kit import observability
from kit.auth import Caller
from kit.db.causal import FLUSH_SQL, NOTHING_SEEN, Causal, Position, applied_events
from kit.db.idempotency import IdempotencyKey, RequestTransaction, StoredAnswer, fingerprint
from kit.db.session import Reader, Writer
from kit.errors import Malformed, Problem, ReplicaBehind
from kit.operation import DEADLINE_S, Operation
from kit.problems import as_problem, problem_messages
from kit.registry import subscriber_codes
from kit.text import is_number

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

    from kit.runtime import Runtime

SCOPE_KEY = "kit.unit"
KEY_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


class Unit:
    """What one request has in hand."""

    def __init__(self, runtime: Runtime, scope: Any) -> None:
        self.runtime = runtime
        self.scope = scope
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.causal = Causal.parse(self.header(b"causal"))
        self.caller: Caller | None = None
        self.operation: Operation | None = None
        self.name = "unknown"
        self.deadline: asyncio.Timeout | None = None
        self.transaction: RequestTransaction | None = None
        self.answer: list[tuple[bytes, bytes]] = []
        self.stored: StoredAnswer | None = None
        self._stale = False
        self.status = 500

    def header(self, name: bytes) -> str | None:
        """A request header as text, None when absent."""
        value = self.headers.get(name)
        return value.decode("latin-1") if value is not None else None

    def allow(self, seconds: float | None) -> None:
        """Give the request the time that its operation takes, None for all it wants; a caller's own deadline stays."""
        if self.deadline is None or seconds == DEADLINE_S or self.header(b"request-timeout-ms") is not None:
            return
        self.deadline.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)

    async def reader(self) -> Reader:
        """A Reader that shows what the viewer has seen, or marks the answer as stale. Raises ReplicaBehind."""
        if self.causal is not NOTHING_SEEN:
            await self._catch_up()
        return self.runtime.database.reader

    async def _catch_up(self) -> None:
        database = self.runtime.database
        position = self.causal.position
        if database.replica and position is not None and not await database.watcher.wait(position):
            if self.header(b"causal-mode") == "require":
                raise ReplicaBehind
            self._mark_stale()
        if self.causal.events:
            applied = await applied_events(database.read_pool, self.causal.events)
            if applied:
                self.answer.append((b"causal-applied", ",".join(map(str, sorted(applied))).encode()))
            if len(applied) < len(self.causal.events):
                self._mark_stale()

    def _mark_stale(self) -> None:
        if not self._stale:
            self._stale = True
            self.answer.append((b"stale", b"1"))

    def writer(self, body: bytes) -> Writer:
        """The Writer of this request; its transaction begins with its first statement."""
        if self.transaction is None:
            key = self._idempotency_key(body)
            self.transaction = self.runtime.database.transaction(RequestTransaction, key)  # type: ignore[assignment]
        return Writer(self.transaction)  # type: ignore[arg-type]

    def _idempotency_key(self, body: bytes) -> IdempotencyKey | None:
        key = self.header(b"idempotency-key")
        if key is None or self.operation is None or self.operation.idempotency == "exempt":
            return None
        if not 8 <= len(key) <= 64 or not KEY_CHARACTERS.issuperset(key):
            raise Malformed(errors=[{"path": "idempotency-key", "message": "8–64 of A–Z a–z 0–9 _ -"}])
        caller = self.caller
        assert caller is not None
        scope = f"viewer:{caller.viewer}" if caller.viewer is not None else f"device:{caller.issuer}:{caller.device}"
        mark = fingerprint(self.scope["method"], self.scope["path"], body)
        return IdempotencyKey(scope, self.name, key, mark)

    async def finish(self, status: int, body: bytes) -> None:
        """Commit or undo what the handler wrote, then know the position to tell the caller."""
        transaction = self.transaction
        if self.stored is not None:
            await self._tell_again(self.stored)
            return
        if transaction is None or not transaction.open:
            await self._tell_read_position(status)
            return
        if status >= 400:
            await transaction.rollback()
            return
        codes = subscriber_codes()
        events = ",".join(f"{row.id}.{codes[row.type]}" for row in transaction.emitted if row.type in codes)
        await transaction.store(status, body, events)
        lsn = await transaction.commit(FLUSH_SQL)
        self._tell(Position(self.runtime.database.epoch, lsn), events)
        if transaction.woken:
            await self.runtime.poke()

    async def _tell_again(self, stored: StoredAnswer) -> None:
        """A stored answer gets a fresh position."""
        assert self.transaction is not None
        await self.transaction.rollback()
        self._tell(await self.runtime.database.position(), stored.events)
        self.answer.append((b"idempotent-replay", b"1"))

    def _tell(self, position: Position, events: str = "") -> None:
        self.answer.append((b"causal", f"{position};{events}".encode()))

    async def _tell_read_position(self, status: int) -> None:
        """Whoever was sent here because a replica lagged must not fall back behind this answer."""
        if status < 400 and not self.runtime.database.replica and self.causal.position is not None:
            self._tell(await self.runtime.database.position())


class UnitOfWork:
    """ASGI middleware outside the framework, so that error answers pass through it as well."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self.app = app
        self.runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run one request."""
        if str(scope["type"]) != "http":
            await self.app(scope, receive, send)
            return
        unit = Unit(self.runtime, scope)
        scope[SCOPE_KEY] = unit  # type: ignore[literal-required]
        observability.set_traceparent(unit.header(b"traceparent"))
        outbound = _Outbound(unit, send)
        started = time.perf_counter()
        try:
            async with asyncio.timeout(_budget(unit)) as unit.deadline:
                await self.app(scope, receive, outbound)
        except Exception as error:
            await outbound.fail(error)
        finally:
            if unit.transaction is not None:
                await unit.transaction.rollback()
            observability.requests.labels(self.runtime.service, unit.name, unit.status).observe(
                time.perf_counter() - started
            )


def _budget(unit: Unit) -> float:
    text = unit.header(b"request-timeout-ms")
    if text is not None and is_number(text):
        return min(int(text) / 1000, 30.0)
    return DEADLINE_S


class _Outbound:
    """Holds a writing request's answer back until its transaction is committed."""

    def __init__(self, unit: Unit, send: Send) -> None:
        self._unit = unit
        self._send = send
        self._start: Any = None
        self._sent = False

    async def __call__(self, message: Message) -> None:
        """Take one message from the application."""
        if message["type"] == "http.response.start":
            self._start = message
            self._unit.status = message["status"]
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._first_body(message)
        else:
            await self._send(message)

    async def _first_body(self, message: Any) -> None:
        start = self._start
        try:
            await self._unit.finish(start["status"], message.get("body", b""))
        except (Problem, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            await self.fail(error)
            return
        self._start = None
        start["headers"] = [*start["headers"], *self._unit.answer]
        self._sent = True
        await self._send(start)
        await self._send(message)

    async def fail(self, error: Exception) -> None:
        """Answer with a problem, unless an answer is on its way already."""
        if self._sent:
            raise error
        self._start = None
        self._sent = True
        wrote = self._unit.transaction is not None and self._unit.transaction.open
        problem = as_problem(self._unit.runtime.service, error, wrote=wrote)
        self._unit.status = problem.status
        for message in problem_messages(problem):
            await self._send(message)
