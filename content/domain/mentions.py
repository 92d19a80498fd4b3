"""Whose names are whose accounts, asked of `user` inside the primary region at the moment of writing."""

from __future__ import annotations

import msgspec

from content.domain import limits
from content.domain.entities import mentions
from kit.errors import Unavailable
from kit.observability import log
from kit.rpc import Client, RemoteProblem
from kit.schema import Id

PATH = "/user/internal/mentioned"
# Nobody waits longer to publish for the sake of who is told of it.
TIMEOUT_S = 0.5


class MentionedAccount(msgspec.Struct, frozen=True):
    account_id: Id


class MentionedAccounts(msgspec.Struct, frozen=True):
    items: list[MentionedAccount]


async def get_mentioned(rpc: Client, author_id: int, caption: str) -> list[int]:
    """Ids of the accounts that a caption mentions, across no block; none when `user` does not say."""
    names = mentions(caption)[: limits.MENTIONS]
    if not names:
        return []
    params = {"author_id": str(author_id), "usernames": ",".join(names)}
    try:
        found = await rpc.get("user", PATH, type=MentionedAccounts, params=params, timeout=TIMEOUT_S)
    except (RemoteProblem, Unavailable) as problem:
        log("content").warning("mentions_unresolved", account=author_id, names=len(names), code=problem.code)
        return []
    return [int(one.account_id) for one in found.items]
