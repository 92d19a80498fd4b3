"""Scheduled jobs of media-server."""

from __future__ import annotations

from datetime import timedelta

from kit.jobs import Job
from media_server.batch.copy_missing import copy_missing
from media_server.batch.sweep_objects import sweep_objects

JOBS = [
    Job("copy_missing", copy_missing, every=timedelta(minutes=5)),
    Job("sweep_objects", sweep_objects, every=timedelta(hours=6)),
]
