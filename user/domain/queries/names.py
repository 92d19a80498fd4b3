"""Accounts found by what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from kit.db import Reader
from user.domain import limits, rules
from user.domain.model import Card, Named
from user.domain.repository import names


async def list_matching(reader: Reader, viewer: int, text: str) -> list[Card]:
    """A few accounts whose names begin with `text`, whom the viewer follows first; never the viewer or across a block."""
    prefix = rules.normal_username(text)
    if not rules.begins_username(prefix):
        return []
    return await names.list_matching(
        reader, viewer, prefix, among=limits.MATCHED_AMONG, best=limits.MATCHED_BEST, limit=limits.MATCHED
    )


async def list_mentioned(reader: Reader, author_id: int, usernames: Sequence[str]) -> list[Named]:
    """Whom an author mentions: active accounts with these names, without himself and across no block."""
    wanted = {rules.normal_username(name) for name in usernames[: limits.MENTIONED]}
    return await names.list_mentioned(reader, author_id, sorted(wanted))
