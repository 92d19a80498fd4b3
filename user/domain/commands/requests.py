"""Follow requests, and followers: what the followed decides."""

from __future__ import annotations

import msgspec

from kit import clock
from kit.db import Writer
from user.domain import limits
from user.domain.commands.edges import move_edge, note
from user.domain.commands.own import require_active, require_own
from user.domain.errors import RequestNotFound
from user.domain.model import Edge, Following
from user.domain.repository import accounts, follows

ACCEPT = "accept_requests"


class AcceptRequests(msgspec.Struct, frozen=True):
    """The rest of an account's requests, which are all accepted since it is public."""

    account_id: int


async def accept_request(writer: Writer, viewer: int, follower_id: int) -> Edge:
    """The follower's edge to the viewer, now following. Raises RequestNotFound, AccountSuspended."""
    await require_active(writer, viewer)
    accepted = await move_edge(
        writer, follower_id, viewer, before=Following.PENDING, after=Following.FOLLOWING, actor=viewer
    )
    if accepted is not None:
        return accepted
    edge = await follows.get_edge(writer, follower_id, viewer)
    if edge is None or edge.state is not Following.FOLLOWING:
        raise RequestNotFound
    return edge


async def decline_request(writer: Writer, viewer: int, follower_id: int) -> Edge:
    """The edge to the viewer without the request; one that has been accepted stays."""
    return await _end(writer, viewer, follower_id, Following.PENDING)


async def remove_follower(writer: Writer, viewer: int, follower_id: int) -> Edge:
    """The edge to the viewer, following no more; a request stays one."""
    return await _end(writer, viewer, follower_id, Following.FOLLOWING)


async def accept_all(writer: Writer, account_id: int) -> None:
    """Accept the requests to an account that is public, a chunk at a time: the rest is left to the worker."""
    account = await accounts.lock_account(writer, account_id)
    if account is None or account.private:
        return
    accepted = await follows.accept_pending(writer, account_id, clock.now(), limits.ACCEPT_CHUNK)
    await note(writer, accepted, actor=account_id)
    if len(accepted) == limits.ACCEPT_CHUNK:
        await writer.enqueue("user", ACCEPT, AcceptRequests(account_id))


async def _end(writer: Writer, viewer: int, follower_id: int, before: Following) -> Edge:
    await require_own(writer, viewer)
    ended = await move_edge(writer, follower_id, viewer, before=before, after=Following.NONE, actor=viewer)
    if ended is not None:
        return ended
    nothing = Edge(follower_id=follower_id, followee_id=viewer, state=Following.NONE, version=0)
    return await follows.get_edge(writer, follower_id, viewer) or nothing
