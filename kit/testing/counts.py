"""What a run has counted; the plugin says it at the end."""

from __future__ import annotations

from collections import Counter

counted: Counter[str] = Counter()


def count(what: str, number: int) -> int:
    """Have `number` added to what is said of `what` at the end of the run; answers the number."""
    counted[what] += number
    return number
