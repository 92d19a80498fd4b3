"""LIMITS_MULTIPLIER raises every limit on tries, for tests and load runs; a system that others use does not start with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

# Where browsers look, and where start.sh goes when these are taken.
PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})


def multiplier(environ: Mapping[str, str] = os.environ) -> float:
    """How often every limit may be used up. Raises ValueError for anything but a positive number."""
    text = environ.get("LIMITS_MULTIPLIER", "1")
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ValueError(f"LIMITS_MULTIPLIER is {text!r}, not a positive number")
    return value


def require_own_limits(ports: Iterable[int | None], environ: Mapping[str, str] = os.environ) -> None:
    """Raise ValueError when limits are raised on a port, or under a name, that is the public's."""
    if multiplier(environ) <= 1:
        return
    if public := sorted(PUBLIC_PORTS.intersection(port for port in ports if port)):
        raise ValueError(
            f"LIMITS_MULTIPLIER is for tests and load runs, not for a site on port {public[0]}:"
            " give other ports with --http-port and --https-port"
        )
    if environ.get("PUBLIC_URL"):
        raise ValueError("LIMITS_MULTIPLIER is for tests and load runs, not for a site with a PUBLIC_URL")
