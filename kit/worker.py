"""A service's background side in the primary region: relay, consumers, work queues, scheduled jobs."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack

from aiohttp import web

from kit.events.consumer import Consumer, Subscription
from kit.events.envelope import Event
from kit.events.relay import Relay
from kit.jobs import PURGE_MACHINERY, Job, JobContext, Lifespan, Queue, run_every, run_queue
from kit.observability import metrics
from kit.runtime import Runtime


class Worker:
    """What a service does without being asked; `run` it in one region.

    `events` are the types it emits, `subscriptions` what it listens to, `queues` its own work, `jobs` its schedule,
    `lifespan` context managers `(context)` that put what they open into `context.state`.
    """

    def __init__(
        self,
        service: str,
        *,
        events: Sequence[type[Event]] = (),
        subscriptions: Sequence[Subscription] = (),
        queues: Sequence[Queue] = (),
        jobs: Sequence[Job] = (),
        lifespan: Sequence[Lifespan] = (),
    ) -> None:
        self.service = service
        self.events = list(events)
        self.subscriptions = list(subscriptions)
        self.queues = list(queues)
        self.jobs = [*jobs, PURGE_MACHINERY]
        self.lifespan = list(lifespan)

    def by_stream(self) -> dict[str, list[Subscription]]:
        """Subscriptions by the stream that carries them."""
        streams: dict[str, list[Subscription]] = defaultdict(list)
        for subscription in self.subscriptions:
            streams[subscription.stream].append(subscription)
        return dict(streams)

    async def run(self, environ: Mapping[str, str] = os.environ) -> None:
        """Work until cancelled."""
        runtime = Runtime(self.service, environ)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(runtime.close)
            await stack.enter_async_context(_health(runtime))
            await runtime.open(wait_for_nats=True)
            context = JobContext(runtime, {})
            for enter in self.lifespan:
                await stack.enter_async_context(enter(context))
            async with asyncio.TaskGroup() as group:
                group.create_task(Relay(runtime).run())
                for stream, subscriptions in self.by_stream().items():
                    group.create_task(Consumer(runtime, stream, subscriptions).run())
                for queue in self.queues:
                    group.create_task(run_queue(context, queue))
                for job in self.jobs:
                    group.create_task(run_every(context, job))


class _health:  # noqa: N801
    """Health and metrics on the worker's own port."""

    def __init__(self, runtime: Runtime) -> None:
        app = web.Application()
        app.router.add_get("/health", self._answer)
        app.router.add_get("/metrics", self._metrics)
        self._runtime = runtime
        self._runner = web.AppRunner(app, access_log=None)

    async def __aenter__(self) -> None:
        await self._runner.setup()
        host, _, port = (self._runtime.own.worker_listen or "127.0.0.1:0").rpartition(":")
        await web.TCPSite(self._runner, host, int(port), reuse_address=True).start()

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _answer(self, _: web.Request) -> web.Response:
        ready = self._runtime.nats.is_connected
        return web.json_response({"service": self._runtime.service, "status": "ok" if ready else "waiting"})

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=metrics(), content_type="text/plain")
