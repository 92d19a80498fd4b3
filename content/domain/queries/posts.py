"""What is read of posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.domain import rules
from content.domain.model import Counts, GridPlace, Post, PostRecord, State, Unchanged
from content.domain.repository import authors, posts
from kit.db import Reader
from kit.ids import MAX_ID

if TYPE_CHECKING:
    from asyncpg import Record


async def get_posts(reader: Reader, viewer: int | None, wanted: Mapping[int, int | None]) -> list[Post | Unchanged]:
    """The posts that this viewer may see by their state, in the order wanted.

    `wanted` maps ids to the version that the caller holds; a post of that very version comes as Unchanged.
    """
    rows = {
        row["id"]: row
        for row in await posts.get_rows(reader, list(wanted))
        if rules.is_visible(State(row["state"]), row["author_id"], viewer)
    }
    fresh = [row for post_id, row in rows.items() if wanted[post_id] != row["version"]]
    whole = {post.id: post for post in await posts.with_media(reader, fresh)}
    return [whole.get(post_id) or _unchanged(rows[post_id]) for post_id in wanted if post_id in rows]


def _unchanged(row: Record) -> Unchanged:
    return Unchanged(
        id=row["id"],
        author_id=row["author_id"],
        state=State(row["state"]),
        pinned=row["pinned"],
        version=row["version"],
    )


async def list_archived(reader: Reader, viewer: int, before: int, limit: int) -> list[Post]:
    """The viewer's archived posts below the id `before`, newest first."""
    return await posts.list_archived(reader, viewer, before, limit)


async def get_grid_place(reader: Reader, author_id: int) -> GridPlace:
    """Where reading an account's posts begins."""
    return GridPlace(pins=await posts.list_pins(reader, author_id), shown=0, before=MAX_ID)


async def list_grid(reader: Reader, author_id: int, place: GridPlace, limit: int) -> list[Post]:
    """An account's published posts from `place` on: pinned ones first, the others newest first."""
    return await posts.list_grid(reader, author_id, place, limit)


async def get_counts(reader: Reader, account_ids: Sequence[int]) -> list[Counts]:
    """Counts of each account asked for, zeros for those who never published."""
    counted = await authors.get_counts(reader, account_ids)
    return [Counts(account_id=account_id, posts=counted.get(account_id, 0)) for account_id in account_ids]


async def list_records(reader: Reader, after: int, limit: int) -> list[PostRecord]:
    """All posts, tombstones too, by ascending id: what a projection is rebuilt from."""
    return await posts.list_records(reader, after, limit)
