"""The background side of user: outbox relay and schedule. It listens to nobody's events."""

from __future__ import annotations

from kit.worker import Worker
from user.batch.main import JOBS
from user.domain.events import EVENTS

WORKER = Worker("user", events=EVENTS, jobs=JOBS)
