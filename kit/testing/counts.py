"""What a run has counted; the plugin says it at the end."""

from __future__ import annotations

counted: list[str] = []


def count(what: str, number: int) -> int:
    """Have `what: number` said at the end of the run; answers the number."""
    counted.append(f"{what}: {number:,}")
    return number
