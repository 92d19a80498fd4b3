"""Waiting in tests: for a condition, with a deadline, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, TypeVar, overload

T = TypeVar("T")

STEP_S = 0.02


@overload
async def until(condition: Callable[[], Awaitable[T]], *, within: float = ..., what: str = ...) -> T: ...
@overload
async def until(condition: Callable[[], bool], *, within: float = ..., what: str = ...) -> bool: ...
async def until(condition: Callable[[], Any], *, within: float = 5.0, what: str = "") -> Any:
    """The first truthy answer of `condition`, awaited where it has to be; AssertionError after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        found = await answer if isawaitable(answer) else answer
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {within} s: {what or condition}"
        await asyncio.sleep(STEP_S)
