"""The background side of content: its outbox and its jobs."""

from __future__ import annotations

from content.batch.main import JOBS
from content.domain.events import EVENTS
from kit.worker import Worker

WORKER = Worker("content", events=EVENTS, jobs=JOBS)
