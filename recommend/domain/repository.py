"""All SQL of the recommend service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kit.db import Reader, Writer
from kit.ids import MAX_ID
from recommend.domain import limits
from recommend.domain.model import Account, Block, Edge, FeedItem, Following, Mute, Post, Suggestion

# Parameters: viewer, before, after, limit, whether the viewer's own posts count. README.md tells why it looks like this and what it costs:
# few follows: the newest post of each author, then more of the freshest authors (`freshest`, `thorough`);
# many follows: the newest posts of everybody, filtered (`recent`), and the former only when those do not suffice.
# Hidden accounts are looked up last, for a page's candidates alone (a subquery in order, with LIMIT, stays where it is).
# `IS TRUE` keeps the planner from turning the streaming filter into a join that has to read everything first.
FEED = """
WITH followed AS MATERIALIZED (
    SELECT followee_id AS author_id FROM follow WHERE follower_id = $1 AND state = 'following'
        AND followee_id NOT IN (SELECT muted_id FROM mute WHERE muter_id = $1 AND muted)
    UNION ALL SELECT $1 WHERE $5
), reach AS MATERIALIZED (
    SELECT CASE WHEN count(*) > 200 THEN 12 * count(*) ELSE 0 END AS posts FROM followed
), recent AS MATERIALIZED (
    SELECT id, author_id FROM (
        SELECT id, author_id FROM (
            SELECT id, author_id FROM post WHERE state = 'published' AND id < $2 AND id > $3
            ORDER BY id DESC LIMIT (SELECT posts FROM reach)
        ) AS scanned
        WHERE (author_id IN (SELECT author_id FROM followed)) IS TRUE ORDER BY id DESC
    ) AS candidate
    WHERE (SELECT true FROM account WHERE account.id = author_id AND state = 'hidden' LIMIT 1) IS NULL
    ORDER BY id DESC LIMIT $4
), freshest AS (
    SELECT id, author_id FROM (
        SELECT newest.id, newest.author_id FROM followed CROSS JOIN LATERAL (
            SELECT id, post.author_id FROM post
            WHERE post.author_id = followed.author_id AND state = 'published' AND id < $2 AND id > $3
            ORDER BY id DESC LIMIT 1
        ) AS newest
        WHERE (SELECT count(*) FROM recent) < $4 AND ($3 = 0 OR EXISTS (
            SELECT FROM post WHERE state = 'published' AND id < $2 AND id > $3
            ORDER BY id DESC OFFSET (SELECT posts FROM reach) LIMIT 1
        ))
        ORDER BY newest.id DESC
    ) AS candidate
    WHERE (SELECT true FROM account WHERE account.id = author_id AND state = 'hidden' LIMIT 1) IS NULL
    ORDER BY id DESC LIMIT $4
), thorough AS MATERIALIZED (
    SELECT found.id, found.author_id FROM freshest CROSS JOIN LATERAL (
        SELECT id, post.author_id FROM post
        WHERE post.author_id = freshest.author_id AND state = 'published' AND id < $2 AND id > $3
        ORDER BY id DESC LIMIT $4
    ) AS found
    ORDER BY found.id DESC LIMIT $4
)
SELECT id, author_id FROM thorough
UNION ALL SELECT id, author_id FROM recent WHERE NOT EXISTS (SELECT FROM thorough)
ORDER BY id DESC
"""

FOLLOWERS_AMONG = """
SELECT follower_id FROM follow
WHERE followee_id = $1 AND state = 'following' AND follower_id = ANY($2::bigint[])
    AND NOT EXISTS (SELECT FROM mute WHERE muter_id = follower_id AND muted_id = $1 AND muted)
ORDER BY follower_id
"""

# Who is not suggested to the viewer $1: whom one follows or asked to, blocks, mutes, or is blocked by. NOT IN hashes them once;
# NOT EXISTS would become a join that compares every candidate with every follow. Both statements below begin with it.
WITH_TAKEN = """
WITH taken (id) AS (
    SELECT followee_id FROM follow WHERE follower_id = $1 AND state <> 'none'
    UNION ALL SELECT blocked_id FROM block WHERE blocker_id = $1 AND blocked
    UNION ALL SELECT blocker_id FROM block WHERE blocked_id = $1 AND blocked
    UNION ALL SELECT muted_id FROM mute WHERE muter_id = $1 AND muted
)
"""

# Parameters: viewer, sample, named, limit.
FOLLOWED_BY_FOLLOWED = """
, mine AS MATERIALIZED (
    SELECT followee_id FROM follow
    WHERE follower_id = $1 AND state = 'following' ORDER BY followee_id DESC LIMIT $2
), near AS MATERIALIZED (
    SELECT edge.followee_id AS id, count(*) AS ties, array_agg(mine.followee_id ORDER BY mine.followee_id) AS via
    FROM mine CROSS JOIN LATERAL (
        SELECT followee_id FROM follow
        WHERE follower_id = mine.followee_id AND state = 'following' ORDER BY followee_id DESC LIMIT $2
    ) AS edge
    WHERE edge.followee_id <> $1 GROUP BY edge.followee_id
)
SELECT near.id, near.ties AS count, near.via[:$3] AS via FROM near JOIN account USING (id)
WHERE account.state = 'active' AND NOT account.private AND near.id NOT IN (SELECT id FROM taken)
ORDER BY near.ties DESC, account.followers DESC, near.id DESC LIMIT $4
"""
POPULAR = """
SELECT id, followers AS count FROM account
WHERE state = 'active' AND NOT private AND id <> $1 AND id NOT IN (SELECT id FROM taken)
ORDER BY followers DESC, id DESC LIMIT $2
"""

# A newer version wins. An equal one that says something else can only be damage of ours, which a rebuild repairs.
APPLY_EDGES = """
INSERT INTO follow AS edge (follower_id, followee_id, state, version)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) ORDER BY 1, 2
ON CONFLICT (follower_id, followee_id) DO UPDATE
SET state = excluded.state, version = excluded.version, was = edge.state
WHERE edge.version < excluded.version OR edge.version = excluded.version AND edge.state <> excluded.state
RETURNING followee_id, was, state
"""
COUNT_FOLLOWERS = """
INSERT INTO account (id, followers) SELECT * FROM unnest($1::bigint[], $2::integer[]) ORDER BY 1
ON CONFLICT (id) DO UPDATE SET followers = account.followers + excluded.followers
"""
APPLY_BLOCKS = """
INSERT INTO block (blocker_id, blocked_id, blocked, version)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::bigint[]) ORDER BY 1, 2
ON CONFLICT (blocker_id, blocked_id) DO UPDATE SET blocked = excluded.blocked, version = excluded.version
WHERE block.version < excluded.version OR block.version = excluded.version AND block.blocked <> excluded.blocked
"""
APPLY_MUTES = """
INSERT INTO mute (muter_id, muted_id, muted, version)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::bigint[]) ORDER BY 1, 2
ON CONFLICT (muter_id, muted_id) DO UPDATE SET muted = excluded.muted, version = excluded.version
WHERE mute.version < excluded.version OR mute.version = excluded.version AND mute.muted <> excluded.muted
"""
APPLY_POSTS = """
INSERT INTO post (id, author_id, state, version)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) ORDER BY 1
ON CONFLICT (id) DO UPDATE SET author_id = excluded.author_id, state = excluded.state, version = excluded.version
WHERE post.version < excluded.version OR post.version = excluded.version AND post.state <> excluded.state
"""
APPLY_ACCOUNTS = """
INSERT INTO account (id, state, version, private)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::boolean[]) ORDER BY 1
ON CONFLICT (id) DO UPDATE
SET state = excluded.state, version = greatest(account.version, excluded.version), private = excluded.private
WHERE account.state <> 'deleted' AND (
    account.version < excluded.version OR excluded.state = 'deleted' OR account.version = excluded.version
    AND (account.state, account.private) <> (excluded.state, excluded.private)
)
"""

ACCOUNTS_AFTER = "SELECT id FROM account WHERE id > $1 ORDER BY id LIMIT $2"
MISCOUNTED = """
SELECT id FROM account WHERE id = ANY($1::bigint[]) AND followers <> (
    SELECT count(*) FROM follow WHERE followee_id = account.id AND follow.state = 'following'
)
"""
LOCK_ACCOUNTS = "SELECT FROM account WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE"
RECOUNT_FOLLOWERS = """
UPDATE account SET followers = counted.followers FROM (
    SELECT wanted.id, count(follow.follower_id) AS followers FROM unnest($1::bigint[]) AS wanted (id)
    LEFT JOIN follow ON follow.followee_id = wanted.id AND follow.state = 'following' GROUP BY wanted.id
) AS counted
WHERE account.id = counted.id AND account.followers <> counted.followers
"""


async def list_feed(
    reader: Reader, viewer: int, *, before: int = MAX_ID, after: int = 0, limit: int, own: bool
) -> list[FeedItem]:
    """Posts of those whom the viewer follows, and the `own`, with ids between `after` and `before`, newest first."""
    rows = await reader.fetch(FEED, viewer, before, after, limit, own)
    return [FeedItem(post_id=row["id"], author_id=row["author_id"]) for row in rows]


async def list_followers_among(reader: Reader, author_id: int, viewers: Sequence[int]) -> list[int]:
    """Those of `viewers` who follow the author and do not mute him."""
    return [row["follower_id"] for row in await reader.fetch(FOLLOWERS_AMONG, author_id, viewers)]


async def list_followed_by_followed(reader: Reader, viewer: int, limit: int) -> list[Suggestion]:
    """Accounts that those whom the viewer follows follow, most ties first."""
    rows = await reader.fetch(
        WITH_TAKEN + FOLLOWED_BY_FOLLOWED, viewer, limits.SAMPLED_FOLLOWS, limits.NAMED_FOLLOWERS, limit
    )
    return [
        Suggestion(account_id=row["id"], reason="followed_by", count=row["count"], via=list(row["via"])) for row in rows
    ]


async def list_popular(reader: Reader, viewer: int, limit: int) -> list[Suggestion]:
    """The most followed accounts that the viewer does not follow."""
    rows = await reader.fetch(WITH_TAKEN + POPULAR, viewer, limit)
    return [Suggestion(account_id=row["id"], reason="popular", count=row["count"], via=[]) for row in rows]


async def apply_edges(writer: Writer, edges: Sequence[Edge]) -> list[tuple[int, Following, Following]]:
    """Take over the edges that are newer than ours. Answers (followee, state before, state after) of those."""
    rows = await writer.fetch(
        APPLY_EDGES,
        [edge.follower_id for edge in edges],
        [edge.followee_id for edge in edges],
        [edge.state for edge in edges],
        [edge.version for edge in edges],
    )
    return [(row["followee_id"], Following(row["was"]), Following(row["state"])) for row in rows]


async def count_followers(writer: Writer, differences: Mapping[int, int]) -> None:
    """Add to numbers of followers."""
    await writer.execute(COUNT_FOLLOWERS, list(differences), list(differences.values()))


async def apply_blocks(writer: Writer, blocks: Sequence[Block]) -> None:
    """Take over the blocks that are newer than ours."""
    await writer.execute(
        APPLY_BLOCKS,
        [block.blocker_id for block in blocks],
        [block.blocked_id for block in blocks],
        [block.blocked for block in blocks],
        [block.version for block in blocks],
    )


async def apply_mutes(writer: Writer, mutes: Sequence[Mute]) -> None:
    """Take over the mutes that are newer than ours."""
    await writer.execute(
        APPLY_MUTES,
        [mute.muter_id for mute in mutes],
        [mute.muted_id for mute in mutes],
        [mute.muted for mute in mutes],
        [mute.version for mute in mutes],
    )


async def apply_posts(writer: Writer, posts: Sequence[Post]) -> None:
    """Take over the posts that are newer than ours."""
    await writer.execute(
        APPLY_POSTS,
        [post.id for post in posts],
        [post.author_id for post in posts],
        [post.state for post in posts],
        [post.version for post in posts],
    )


async def apply_accounts(writer: Writer, accounts: Sequence[Account]) -> None:
    """Take over the accounts that are newer than ours."""
    await writer.execute(
        APPLY_ACCOUNTS,
        [account.id for account in accounts],
        [account.state for account in accounts],
        [account.version for account in accounts],
        [account.private for account in accounts],
    )


async def list_accounts(reader: Reader, after: int, limit: int) -> list[int]:
    """Ids of known accounts above `after`."""
    return [row["id"] for row in await reader.fetch(ACCOUNTS_AFTER, after, limit)]


async def list_miscounted(reader: Reader, account_ids: Sequence[int]) -> list[int]:
    """Those of the accounts whose number of followers looks wrong; one followed right now may be among them."""
    return [row["id"] for row in await reader.fetch(MISCOUNTED, account_ids)]


async def recount_followers(writer: Writer, account_ids: Sequence[int]) -> None:
    """Count the followers of these accounts afresh; nobody else counts for them until the transaction ends."""
    await writer.execute(LOCK_ACCOUNTS, account_ids)
    await writer.execute(RECOUNT_FOLLOWERS, account_ids)
