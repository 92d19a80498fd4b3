"""Accounts found by what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from kit.db import Reader
from user.domain.model import Card, Named
from user.domain.repository.accounts import EDGES, SELECT_CARD, card_of

# $1 is the viewer. Names are ASCII and kept in the collation "C": those that begin with $2 are one range of their index,
# since none has a tilde. Of a short prefix only the first $3 are looked at, and whomever the viewer follows.
BEST = """
WITH followed AS (
    SELECT a.id FROM follow_edge e JOIN account a ON a.id = e.followee_id
    WHERE e.follower_id = $1 AND e.state = 'following' AND a.username >= $2 AND a.username < $2 || '~'
), named AS (
    SELECT id FROM account WHERE username >= $2 AND username < $2 || '~' AND state = 'active' ORDER BY username LIMIT $3
), best AS (
    SELECT a.id, a.username, found.is_followed, coalesce(c.followers, 0) AS followers
    FROM (
        SELECT id, bool_or(is_followed) AS is_followed
        FROM (SELECT id, true AS is_followed FROM followed UNION ALL SELECT id, false FROM named) one GROUP BY id
    ) found
    JOIN account a ON a.id = found.id AND a.state = 'active' AND a.id <> $1
    LEFT JOIN follow_count c ON c.account_id = a.id
    ORDER BY found.is_followed DESC, followers DESC, a.username LIMIT $4
)
"""
MATCHING = f"""{BEST} {SELECT_CARD} FROM best JOIN account a ON a.id = best.id
{EDGES}
WHERE blocking.yes IS NULL AND blocked_by.yes IS NULL
ORDER BY best.is_followed DESC, best.followers DESC, best.username LIMIT $5
"""

MENTIONED = """
SELECT a.id, a.username FROM account a
WHERE a.username = ANY($2::text[]) AND a.state = 'active' AND a.id <> $1 AND NOT EXISTS (
    SELECT FROM block_edge b WHERE (b.blocker_id, b.blocked_id) IN ((a.id, $1), ($1, a.id)) AND b.state = 'blocked'
)
ORDER BY a.id
"""


async def list_matching(reader: Reader, viewer: int, prefix: str, *, among: int, best: int, limit: int) -> list[Card]:
    """Accounts whose names begin with `prefix`: whom the viewer follows first, then by their followers."""
    rows = await reader.fetch(MATCHING, viewer, prefix, among, best, limit)
    return [card_of(row, viewer) for row in rows]


async def list_mentioned(reader: Reader, author_id: int, usernames: Sequence[str]) -> list[Named]:
    """Those of the names whose accounts the author may call, by id."""
    rows = await reader.fetch(MENTIONED, author_id, usernames)
    return [Named(id=row["id"], username=row["username"]) for row in rows]
