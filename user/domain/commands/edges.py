"""What every change of a follow edge brings along: exact counts, and the event that tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain.events import FollowChanged
from user.domain.model import Edge, Following
from user.domain.repository import follows
from user.domain.repository.follows import Changed


async def put_edge(writer: Writer, follower: int, followee: int, wanted: Following) -> Edge:
    """The follower's own edge in the state `wanted`; asking does not end a following that has begun meanwhile."""
    changed = await follows.set_edge(writer, follower, followee, wanted, clock.now())
    if changed is None:
        edge = await follows.get_edge(writer, follower, followee)
        assert edge is not None
        return edge
    await note(writer, [changed], actor=follower)
    return changed.edge


async def move_edge(
    writer: Writer, follower: int, followee: int, *, before: Following, after: Following, actor: int
) -> Edge | None:
    """The edge in the state `after`; None when it was not in the state `before`."""
    changed = await follows.move_edge(writer, follower, followee, before, after, clock.now())
    if changed is None:
        return None
    await note(writer, [changed], actor=actor)
    return changed.edge


async def note(writer: Writer, changes: Sequence[Changed], *, actor: int) -> None:
    """Count what was changed and tell of it."""
    await follows.add_to_counts(writer, changes)
    for edge, _ in changes:
        event = FollowChanged(
            follower_id=str(edge.follower_id),
            followee_id=str(edge.followee_id),
            state=edge.state,
            version=edge.version,
        )
        await writer.emit(event, actor=actor, aggregate=("follow_edge", edge.followee_id, edge.version))
        record("user", "follow_changed", follower=edge.follower_id, followee=edge.followee_id, state=edge.state.value)
