"""The background side of content: what it listens to, its outbox and its jobs."""

from __future__ import annotations

from content.batch.main import JOBS
from content.consumer import handlers
from content.domain.commands import ERASE, ErasePosts
from content.domain.events import EVENTS
from kit.events.consumer import Subscription
from kit.jobs import Queue
from kit.worker import Worker

WORKER = Worker(
    "content",
    subscriptions=[
        Subscription("user.account_created", handlers.on_account_created),
        Subscription("user.account_changed", handlers.on_account_changed),
        Subscription("user.account_deleted", handlers.on_account_deleted),
    ],
    events=EVENTS,
    queues=[Queue(ERASE, handlers.on_erase_posts, body=ErasePosts)],
    jobs=JOBS,
)
