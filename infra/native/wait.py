"""Waiting with a deadline."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable


def until(condition: Callable[[], bool], seconds: float, what: str, *, every: float = 0.05) -> None:
    """Poll `condition` until it holds. Raises TimeoutError naming `what`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(every)


def accepts(endpoint: tuple[str, int], timeout: float = 0.5) -> bool:
    """Whether something accepts TCP connections there."""
    try:
        with socket.create_connection(endpoint, timeout=timeout):
            return True
    except OSError:
        return False


def all_accept(endpoints: Iterable[tuple[str, int]]) -> bool:
    return all(accepts(endpoint) for endpoint in endpoints)
