"""A service under test: its API in the primary region and in an edge, its worker's handlers, its rows."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime
from itertools import count
from typing import Any

import msgspec

from kit import clock
from kit.app import BFF, Api
from kit.auth import Signer
from kit.db import Reader, Writer
from kit.events.consumer import apply
from kit.events.envelope import Aggregate, Envelope
from kit.ids import new_id
from kit.jobs import Job, JobContext, run_once
from kit.runtime import Runtime
from kit.testing.client import ApiClient
from kit.testing.world import World
from kit.worker import Worker

_versions = count(1)


class ServiceUnderTest:
    """`api` is the service in `us-east` (reads and writes there), `edge` the one in `ap-northeast` (replica)."""

    def __init__(self, name: str, world: World, definition: Api, worker: Worker) -> None:
        self.name = name
        self.world = world
        self.definition = definition
        self.worker = worker
        self.runtime = Runtime(name, world.environment(world.topology.primary, name))
        self._apps = {r.name: self.definition.build(world.environment(r.name, name)) for r in world.topology.regions}
        self.api = ApiClient(self._apps[world.topology.primary], world.secrets)
        self.edge = ApiClient(self._apps[world.topology.default_edge], world.secrets)
        self._stack = AsyncExitStack()

    @classmethod
    def of(cls, name: str, world: World) -> ServiceUnderTest:
        """The service called `name`, out of its own package, with its database at the newest migration."""
        package = world.topology.service(name).package
        world.migrated(name)
        api = importlib.import_module(f"{package}.api.main").app
        return cls(name, world, api, importlib.import_module(f"{package}.consumer.main").WORKER)

    async def start(self) -> None:
        """Open pools and applications."""
        await self.runtime.open()
        self._stack.push_async_callback(self.runtime.close)
        for app in self._apps.values():
            await self._stack.enter_async_context(_Running(app))

    async def stop(self) -> None:
        await self._stack.aclose()

    async def empty(self) -> None:
        """Delete every row. Beside this loop, in which whoever holds a lock may have to go on to let go of it."""
        await asyncio.to_thread(self.world.empty, self.name)

    @property
    def reader(self) -> Reader:
        """Reads the primary."""
        return self.runtime.database.reader

    def writing(self) -> AbstractAsyncContextManager[Writer]:
        """A transaction, committed when the block ends well."""
        return self.runtime.database.writing()

    @property
    def url(self) -> str:
        """Where the service answers over HTTP, once it is served."""
        return "http://{}:{}".format(*self.world.topology.api(self.world.topology.primary, self.name))

    def caller(self, operation: Any, viewer: int | None, session: int | None = None) -> dict[str, str]:
        """Headers of a caller whom an operation of the contract takes: the BFF where it may, else a service."""
        issuers = operation.definition.raw["x-issuers"]
        issuer = f"bff-{self.world.topology.default_edge}" if BFF in issuers else f"svc:{self.name}"
        token = Signer(issuer, self.world.secrets.private_key(issuer)).token(viewer, session, "test-device")
        return {"authorization": f"Bearer {token}"}

    async def outbox(self, event_type: str | None = None) -> list[Envelope[dict[str, Any]]]:
        """Events emitted so far, oldest first."""
        rows = await self.reader.fetch("SELECT envelope FROM outbox ORDER BY id")
        events = [msgspec.json.decode(row["envelope"], type=Envelope[dict[str, Any]]) for row in rows]
        return [event for event in events if event_type in (None, event.type)]

    def event(
        self, event_type: str, payload: Any, *, actor: int | None = None, at: datetime | None = None
    ) -> Envelope[Any]:
        """An event as another service would emit it."""
        return Envelope(
            id=str(new_id()),
            type=event_type,
            version=1,
            occurred_at=at or clock.now(),
            actor=None if actor is None else str(actor),
            aggregate=Aggregate("test", "1", next(_versions)),
            payload=payload,
        )

    async def deliver(self, *events: Envelope[Any]) -> None:
        """Hand over events in the given order and each of them a second time, which must have no effect."""
        for _ in range(2):
            for event in events:
                await self._apply(event)

    async def _apply(self, event: Envelope[Any]) -> bool:
        subscription = next(s for s in self.worker.subscriptions if s.event_type == event.type)
        return await apply(self.runtime, subscription, msgspec.json.encode(event))

    async def run_job(self, job: Job, **state: Any) -> None:
        """Run a job now."""
        assert await run_once(JobContext(self.runtime, state), job)


class _Running:
    """An application between start-up and shutdown, both in one task, as its task groups demand."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._ready = asyncio.Event()
        self._ended = asyncio.Event()

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._live())
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            await self._task

    async def __aexit__(self, *_: object) -> None:
        self._ended.set()
        await self._task

    async def _live(self) -> None:
        async with self._app.app.lifespan():
            self._ready.set()
            await self._ended.wait()
