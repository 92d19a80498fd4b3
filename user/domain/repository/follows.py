"""The follow graph and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from kit.db import Reader, Writer
from user.domain.model import Card, Edge, Following
from user.domain.repository.accounts import EDGES, NOBODY, SELECT_CARD, card_of

EDGE_COLUMNS = "follower_id, followee_id, state, version"

SELECT_EDGE = f"SELECT {EDGE_COLUMNS}"
RETURNING_CHANGED = f" RETURNING {EDGE_COLUMNS}, was"

GET_EDGE = f"{SELECT_EDGE} FROM follow_edge WHERE follower_id = $1 AND followee_id = $2"

# Answers nothing when the edge is in that state already, or when a request would take back what was accepted meanwhile.
SET_EDGE = """
INSERT INTO follow_edge AS e (follower_id, followee_id, state, version, created_at, changed_at)
VALUES ($1, $2, $3, 1, $4, $4)
ON CONFLICT (follower_id, followee_id) DO UPDATE
SET state = excluded.state, was = e.state, version = e.version + 1, changed_at = excluded.changed_at
WHERE e.state <> excluded.state AND (excluded.state <> 'pending' OR e.state = 'none')
"""

MOVE_EDGE = """
UPDATE follow_edge SET state = $4, was = state, version = version + 1, changed_at = $5
WHERE follower_id = $1 AND followee_id = $2 AND state = $3
"""

END_BETWEEN = """
UPDATE follow_edge SET state = 'none', was = state, version = version + 1, changed_at = $3
WHERE (follower_id, followee_id) IN (($1, $2), ($2, $1)) AND state <> 'none'
"""

# Each side and state has an index of its own.
END_ALL = """
UPDATE follow_edge e SET state = 'none', was = e.state, version = e.version + 1, changed_at = $2
FROM (
    (SELECT follower_id, followee_id FROM follow_edge WHERE followee_id = $1 AND state = 'following' LIMIT $3)
    UNION ALL
    (SELECT follower_id, followee_id FROM follow_edge WHERE followee_id = $1 AND state = 'pending' LIMIT $3)
    UNION ALL
    (SELECT follower_id, followee_id FROM follow_edge WHERE follower_id = $1 AND state <> 'none' LIMIT $3)
    LIMIT $3
) living
WHERE (e.follower_id, e.followee_id) = (living.follower_id, living.followee_id) AND e.state <> 'none'
RETURNING e.follower_id, e.followee_id, e.state, e.version, e.was
"""

ACCEPT_PENDING = """
UPDATE follow_edge e SET state = 'following', was = e.state, version = e.version + 1, changed_at = $2
FROM (
    SELECT follower_id, followee_id FROM follow_edge WHERE followee_id = $1 AND state = 'pending'
    ORDER BY changed_at DESC, follower_id DESC LIMIT $3
) waiting
WHERE (e.follower_id, e.followee_id) = (waiting.follower_id, waiting.followee_id) AND e.state = 'pending'
RETURNING e.follower_id, e.followee_id, e.state, e.version, e.was
"""

INSERT_DELTAS = """
INSERT INTO follow_delta (account_id, followers, following)
SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::smallint[])
"""

COUNT_OUTGOING = """
SELECT count(*) FROM (
    SELECT FROM follow_edge WHERE follower_id = $1 AND state IN ('pending', 'following') LIMIT $2
) edges
"""

LIST_FOLLOWERS = f"""
{SELECT_CARD}, e.changed_at FROM follow_edge e JOIN account a ON a.id = e.follower_id AND a.state = 'active'
{EDGES}
WHERE e.followee_id = $2 AND e.state = 'following' AND blocked_by.yes IS NULL
    AND (e.changed_at, e.follower_id) < ($3, $4)
ORDER BY e.changed_at DESC, e.follower_id DESC LIMIT $5
"""

LIST_FOLLOWING = f"""
{SELECT_CARD}, e.changed_at FROM follow_edge e JOIN account a ON a.id = e.followee_id AND a.state = 'active'
{EDGES}
WHERE e.follower_id = $2 AND e.state = 'following' AND blocked_by.yes IS NULL
    AND (e.changed_at, e.followee_id) < ($3, $4)
ORDER BY e.changed_at DESC, e.followee_id DESC LIMIT $5
"""

LIST_REQUESTS = f"""
{SELECT_CARD}, e.changed_at FROM follow_edge e JOIN account a ON a.id = e.follower_id AND a.state = 'active'
{EDGES}
WHERE e.followee_id = $1 AND e.state = 'pending' AND (e.changed_at, e.follower_id) < ($2, $3)
ORDER BY e.changed_at DESC, e.follower_id DESC LIMIT $4
"""

COUNT_REQUESTS = """
SELECT count(*) FROM (
    SELECT FROM follow_edge e JOIN account a ON a.id = e.follower_id AND a.state = 'active'
    WHERE e.followee_id = $1 AND e.state = 'pending' LIMIT $2
) requests
"""

# Sums are added in the order of accounts, as RECOUNT locks them.
FOLD = """
WITH taken AS (
    DELETE FROM follow_delta WHERE id IN (SELECT id FROM follow_delta ORDER BY id LIMIT $1)
    RETURNING account_id, followers, following
), sums AS (
    SELECT account_id, sum(followers) AS followers, sum(following) AS following FROM taken
    GROUP BY account_id ORDER BY account_id
), folded AS (
    INSERT INTO follow_count AS c (account_id, followers, following) SELECT * FROM sums
    ON CONFLICT (account_id) DO UPDATE
    SET followers = c.followers + excluded.followers, following = c.following + excluded.following
)
SELECT count(*) FROM taken
"""

LOCK_COUNTS = """
SELECT c.account_id FROM follow_count c WHERE c.account_id > $1 ORDER BY c.account_id LIMIT $2 FOR UPDATE
"""

# With the rows locked no fold can finish, so this statement sees every delta that the total lacks.
RECOUNT = """
UPDATE follow_count c SET followers = t.followers, following = t.following
FROM (
    SELECT one.account_id,
        (SELECT count(*) FROM follow_edge e WHERE e.followee_id = one.account_id AND e.state = 'following')
            - coalesce((SELECT sum(d.followers) FROM follow_delta d WHERE d.account_id = one.account_id), 0)
            AS followers,
        (SELECT count(*) FROM follow_edge e WHERE e.follower_id = one.account_id AND e.state = 'following')
            - coalesce((SELECT sum(d.following) FROM follow_delta d WHERE d.account_id = one.account_id), 0)
            AS following
    FROM unnest($1::bigint[]) AS one (account_id)
) t
WHERE c.account_id = t.account_id AND (c.followers, c.following) IS DISTINCT FROM (t.followers, t.following)
"""


class Listed(NamedTuple):
    """A card in a list of followers or followed, with its place there."""

    card: Card
    changed_at: datetime


class Changed(NamedTuple):
    """An edge after its change, and the state it had before."""

    edge: Edge
    was: Following

    @property
    def step(self) -> int:
        """By how much the number of followers has changed."""
        return (self.edge.state is Following.FOLLOWING) - (self.was is Following.FOLLOWING)


def edge_of(row: Any) -> Edge:
    """An Edge out of EDGE_COLUMNS."""
    return Edge(
        follower_id=row["follower_id"],
        followee_id=row["followee_id"],
        state=Following(row["state"]),
        version=row["version"],
    )


async def get_edge(reader: Reader, follower: int, followee: int) -> Edge | None:
    row = await reader.fetchrow(GET_EDGE, follower, followee)
    return edge_of(row) if row else None


def changed_of(row: Any) -> Changed:
    """A Changed out of EDGE_COLUMNS and `was`."""
    return Changed(edge_of(row), Following(row["was"]))


async def set_edge(writer: Writer, follower: int, followee: int, state: Following, at: datetime) -> Changed | None:
    """The edge in its new state; None when it was in that state before, or is following and was to be pending."""
    row = await writer.fetchrow(SET_EDGE + RETURNING_CHANGED, follower, followee, state.value, at)
    return changed_of(row) if row else None


async def move_edge(
    writer: Writer, follower: int, followee: int, before: Following, after: Following, at: datetime
) -> Changed | None:
    """The edge in the state `after`; None when it was not in the state `before`."""
    row = await writer.fetchrow(MOVE_EDGE + RETURNING_CHANGED, follower, followee, before.value, after.value, at)
    return changed_of(row) if row else None


async def accept_pending(writer: Writer, followee: int, at: datetime, limit: int) -> list[Changed]:
    """Turn the latest `limit` requests into followers."""
    return [changed_of(row) for row in await writer.fetch(ACCEPT_PENDING, followee, at, limit)]


async def end_between(writer: Writer, one: int, other: int, at: datetime) -> list[Changed]:
    """End follows and requests between two accounts, both ways."""
    return [changed_of(row) for row in await writer.fetch(END_BETWEEN + RETURNING_CHANGED, one, other, at)]


async def end_all(writer: Writer, account_id: int, at: datetime, limit: int) -> list[Changed]:
    """End at most `limit` follows and requests of an account, whichever side it is on."""
    return [changed_of(row) for row in await writer.fetch(END_ALL, account_id, at, limit)]


async def add_to_counts(writer: Writer, changes: Iterable[Changed]) -> None:
    """Count what the changes made of numbers of followers."""
    sides: Counter[tuple[int, bool]] = Counter()
    for change in changes:
        sides[change.edge.followee_id, True] += change.step
        sides[change.edge.follower_id, False] += change.step
    steps = {side: step for side, step in sides.items() if step}
    if not steps:
        return
    followers = [step if of_followers else 0 for (_, of_followers), step in steps.items()]
    following = [0 if of_followers else step for (_, of_followers), step in steps.items()]
    await writer.execute(INSERT_DELTAS, [account for account, _ in steps], followers, following)


async def count_outgoing(reader: Reader, follower: int, limit: int) -> int:
    """How many accounts `follower` follows or asked to follow, counting up to `limit`."""
    return int(await reader.fetchval(COUNT_OUTGOING, follower, limit))


async def list_followers(
    reader: Reader, viewer: int | None, account_id: int, *, before: tuple[datetime, int], limit: int
) -> list[Listed]:
    """Who follows the account, latest first."""
    return await _list(reader, LIST_FOLLOWERS, viewer, account_id, before, limit)


async def list_following(
    reader: Reader, viewer: int | None, account_id: int, *, before: tuple[datetime, int], limit: int
) -> list[Listed]:
    """Whom the account follows, latest first."""
    return await _list(reader, LIST_FOLLOWING, viewer, account_id, before, limit)


async def list_requests(reader: Reader, viewer: int, *, before: tuple[datetime, int], limit: int) -> list[Listed]:
    """Who asks to follow the viewer, latest first."""
    rows = await reader.fetch(LIST_REQUESTS, viewer, *before, limit)
    return [Listed(card_of(row, viewer), row["changed_at"]) for row in rows]


async def count_requests(reader: Reader, viewer: int, limit: int) -> int:
    """How many ask to follow the viewer, counting up to `limit`."""
    return int(await reader.fetchval(COUNT_REQUESTS, viewer, limit))


async def _list(
    reader: Reader, sql: str, viewer: int | None, account_id: int, before: tuple[datetime, int], limit: int
) -> list[Listed]:
    rows = await reader.fetch(sql, viewer or NOBODY, account_id, *before, limit)
    return [Listed(card_of(row, viewer), row["changed_at"]) for row in rows]


async def fold(writer: Writer, limit: int) -> int:
    """Add at most `limit` deltas to the totals; answers how many there were."""
    return int(await writer.fetchval(FOLD, limit))


async def recount(writer: Writer, after: int, limit: int) -> tuple[int | None, int]:
    """Count the next `limit` accounts afresh: the last one's id, None at the end, and how many totals were wrong."""
    ids = [row["account_id"] for row in await writer.fetch(LOCK_COUNTS, after, limit)]
    if not ids:
        return None, 0
    tag = await writer.execute(RECOUNT, ids)
    return ids[-1], int(tag.split()[-1])
