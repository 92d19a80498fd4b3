"""media-server's worker: events, copies and jobs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kit.events.consumer import Subscription
from kit.jobs import JobContext, Queue
from kit.worker import Worker
from media_server.batch.main import JOBS
from media_server.consumer import handlers
from media_server.domain.commands import COPY, CopyJob
from media_server.domain.events import EVENTS
from media_server.domain.settings import SERVICE, load_media_settings
from media_server.domain.stores import Stores


@asynccontextmanager
async def stores(context: JobContext) -> AsyncIterator[None]:
    settings = load_media_settings(context.runtime.environ)
    context.state["stores"] = Stores(settings, context.runtime.settings.region)
    yield


WORKER = Worker(
    SERVICE,
    events=EVENTS,
    subscriptions=[
        Subscription("content.post_created", handlers.on_post_created),
        Subscription("content.post_deleted", handlers.on_post_deleted),
        Subscription("user.avatar_changed", handlers.on_avatar_changed),
        Subscription("user.account_deleted", handlers.on_account_deleted),
    ],
    queues=[Queue(COPY, handlers.on_copy, body=CopyJob, concurrency=4)],
    jobs=JOBS,
    lifespan=[stores],
)
