"""Decisions of the projections and of suggestions, without any I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from recommend.domain.model import Following, Suggestion


def follower_differences(changes: Iterable[tuple[int, Following, Following]]) -> dict[int, int]:
    """How many followers each account gained or lost by changes (followee, state before, state after)."""
    differences: Counter[int] = Counter()
    for followee_id, before, after in changes:
        differences[followee_id] += (after is Following.FOLLOWING) - (before is Following.FOLLOWING)
    return {account_id: difference for account_id, difference in sorted(differences.items()) if difference}


def merge_suggestions(first: list[Suggestion], then: list[Suggestion], limit: int) -> list[Suggestion]:
    """At most `limit` suggestions, each account once, those of `first` before the others."""
    unique: dict[int, Suggestion] = {}
    for suggestion in [*first, *then]:
        unique.setdefault(suggestion.account_id, suggestion)
    return list(unique.values())[:limit]
