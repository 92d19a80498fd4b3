"""The follow graph and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from kit.db import Reader, Writer
from kit.ids import MAX_ID
from user.domain.model import Card, Edge, Following, Side
from user.domain.repository.accounts import EDGES, NOBODY, SELECT_CARD, card_of

# Where a page of a list begins: it holds what comes after.
Place = tuple[datetime, int]
LATEST: Place = datetime(9999, 1, 1, tzinfo=UTC), MAX_ID

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

# The side of an edge that a list shows, and the side of whose list it is.
COLUMNS = {Side.FOLLOWERS: ("follower_id", "followee_id"), Side.FOLLOWING: ("followee_id", "follower_id")}

LIST_FOLLOWS = {
    side: f"""
{SELECT_CARD}, e.changed_at FROM follow_edge e JOIN account a ON a.id = e.{listed} AND a.state = 'active'
{EDGES}
WHERE e.{owner} = $2 AND e.state = 'following' AND blocked_by.yes IS NULL AND (e.changed_at, e.{listed}) < ($3, $4)
ORDER BY e.changed_at DESC, e.{listed} DESC LIMIT $5
"""
    for side, (listed, owner) in COLUMNS.items()
}

SELECT_PLACE = {side: f"SELECT changed_at, {listed} AS id" for side, (listed, _) in COLUMNS.items()}

# The same for those whose username or name holds $6, among the next $7 of the list.
SEARCH_FOLLOWS = {
    side: f"""
{SELECT_CARD}, e.changed_at FROM (
    {SELECT_PLACE[side]} FROM follow_edge
    WHERE {owner} = $2 AND state = 'following' AND (changed_at, {listed}) < ($3, $4)
    ORDER BY changed_at DESC, {listed} DESC LIMIT $7
) e JOIN account a ON a.id = e.id AND a.state = 'active'
{EDGES}
WHERE blocked_by.yes IS NULL AND (strpos(a.username, $6) > 0 OR strpos(lower(a.name), $6) > 0)
ORDER BY e.changed_at DESC, e.id DESC LIMIT $5
"""
    for side, (listed, owner) in COLUMNS.items()
}

NTH_FOLLOW = {
    side: f"""
{SELECT_PLACE[side]} FROM follow_edge
WHERE {owner} = $1 AND state = 'following' AND (changed_at, {listed}) < ($2, $3)
ORDER BY changed_at DESC, {listed} DESC OFFSET $4 - 1 LIMIT 1
"""
    for side, (listed, owner) in COLUMNS.items()
}

# From what the viewer follows, which has a limit, to each one's edge: an account may have any number of followers.
MUTUALS = """
SELECT mine.followee_id AS id, theirs.changed_at, count(*) OVER () AS total FROM follow_edge mine
CROSS JOIN LATERAL (
    SELECT changed_at FROM follow_edge
    WHERE follower_id = mine.followee_id AND followee_id = $2 AND state = 'following' LIMIT 1
) theirs
JOIN account a ON a.id = mine.followee_id AND a.state = 'active'
WHERE mine.follower_id = $1 AND mine.state = 'following'
"""
LIST_MUTUALS = f"""
{SELECT_CARD}, e.changed_at, e.total FROM ({MUTUALS}) e JOIN account a ON a.id = e.id
{EDGES}
WHERE (e.changed_at, e.id) < ($3, $4)
ORDER BY e.changed_at DESC, e.id DESC LIMIT $5
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


async def list_follows(
    reader: Reader, viewer: int, account_id: int, side: Side, *, before: Place, limit: int
) -> list[Listed]:
    """Who follows the account, or whom it follows, latest first."""
    return await _list(reader, LIST_FOLLOWS[side], viewer, account_id, *before, limit)


async def search_follows(
    reader: Reader, viewer: int, account_id: int, side: Side, text: str, *, before: Place, limit: int, among: int
) -> list[Listed]:
    """Those of the next `among` in the list whose username or name holds the text, which is in lower case."""
    return await _list(reader, SEARCH_FOLLOWS[side], viewer, account_id, *before, limit, text, among)


async def nth_follow(reader: Reader, account_id: int, side: Side, *, before: Place, n: int) -> Place | None:
    """Where the n-th of the list stands, counted from `before`; None when there are fewer."""
    row = await reader.fetchrow(NTH_FOLLOW[side], account_id, *before, n)
    return (row["changed_at"], row["id"]) if row else None


async def list_mutuals(
    reader: Reader, viewer: int, account_id: int, *, before: Place, limit: int
) -> tuple[list[Listed], int]:
    """Those whom the viewer follows and who follow the account, latest first, and how many there are (0 with none listed)."""
    rows = await reader.fetch(LIST_MUTUALS, viewer, account_id, *before, limit)
    return [Listed(card_of(row, viewer), row["changed_at"]) for row in rows], rows[0]["total"] if rows else 0


async def list_requests(reader: Reader, viewer: int, *, before: Place, limit: int) -> list[Listed]:
    """Who asks to follow the viewer, latest first."""
    return await _list(reader, LIST_REQUESTS, viewer, *before, limit)


async def count_requests(reader: Reader, viewer: int, limit: int) -> int:
    """How many ask to follow the viewer, counting up to `limit`."""
    return int(await reader.fetchval(COUNT_REQUESTS, viewer, limit))


async def _list(reader: Reader, sql: str, viewer: int | None, *values: Any) -> list[Listed]:
    return [
        Listed(card_of(row, viewer), row["changed_at"]) for row in await reader.fetch(sql, viewer or NOBODY, *values)
    ]


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
