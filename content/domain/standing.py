"""What `user` says of an account, asked inside the primary region at the moment of writing."""

from __future__ import annotations

from content.domain.model import Standing
from kit.errors import Unavailable
from kit.rpc import Client, RemoteProblem

UNKNOWN = Standing(verified=True, may_publish=False)


async def get_standing(rpc: Client, account_id: int) -> Standing:
    """The account's standing; one that `user` does not know may not publish. Raises Unavailable."""
    try:
        return await rpc.get("user", f"/user/accounts/{account_id}/standing", type=Standing)
    except RemoteProblem as problem:
        if problem.status == 404:
            return UNKNOWN
        raise Unavailable from problem
