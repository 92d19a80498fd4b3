"""Waiting in tests: for a condition, with a deadline, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

STEP_S = 0.02


async def until(condition: Callable[[], Awaitable[T]], *, within: float = 5.0, what: str = "") -> T:
    """The first truthy answer of `condition`; AssertionError after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        answer = await condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {within} s: {what or condition}"
        await asyncio.sleep(STEP_S)
