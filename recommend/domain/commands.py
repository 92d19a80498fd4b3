"""What changes the projections. Each takes what it is told in any order and any number of times."""

from __future__ import annotations

from collections.abc import Sequence

from kit.db import Writer
from recommend.domain import repository, rules
from recommend.domain.model import Account, Block, Edge, Mute, Post


async def apply_edges(writer: Writer, edges: Sequence[Edge]) -> None:
    """Learn of follow edges, and count followers by what really changed."""
    differences = rules.follower_differences(await repository.apply_edges(writer, edges))
    if differences:
        await repository.count_followers(writer, differences)


async def apply_blocks(writer: Writer, blocks: Sequence[Block]) -> None:
    """Learn of blocks. The follows that they end are told of by events of their own."""
    await repository.apply_blocks(writer, blocks)


async def apply_mutes(writer: Writer, mutes: Sequence[Mute]) -> None:
    """Learn of mutes."""
    await repository.apply_mutes(writer, mutes)


async def apply_posts(writer: Writer, posts: Sequence[Post]) -> None:
    """Learn of posts."""
    await repository.apply_posts(writer, posts)


async def apply_accounts(writer: Writer, accounts: Sequence[Account]) -> None:
    """Learn of accounts."""
    await repository.apply_accounts(writer, accounts)


async def recount_followers(writer: Writer, account_ids: Sequence[int]) -> None:
    """Bring numbers of followers in line with the edges."""
    await repository.recount_followers(writer, account_ids)
