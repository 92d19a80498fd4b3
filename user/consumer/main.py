"""The background side of user: outbox relay, work queue and schedule. It listens to nobody's events."""

from __future__ import annotations

from kit.jobs import Queue
from kit.worker import Worker
from user.batch.main import JOBS
from user.consumer import handlers
from user.domain.commands import ACCEPT, AcceptRequests
from user.domain.events import EVENTS

WORKER = Worker(
    "user",
    events=EVENTS,
    queues=[Queue(ACCEPT, handlers.on_accept_requests, body=AcceptRequests)],
    jobs=JOBS,
)
