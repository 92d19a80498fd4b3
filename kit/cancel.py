"""Loops that end when they are told to."""

from __future__ import annotations

import asyncio


def raise_if_cancelled() -> None:
    """Raise CancelledError if the task was ever told to end; loops around nats-py ask before they wait again.

    Python 3.11's `wait_for`, which nats-py waits with, forgets a cancellation that comes together with its result,
    and nobody cancels a second time. Seen: workers that did not end.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
