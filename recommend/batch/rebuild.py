"""Rebuild each projection from its owner's truth, page by page, while events keep coming.

Events reach back a day or two only, so what is older is read from the owners inside the primary region. A page is
applied like events are: versions decide, so it can neither undo what is newer nor count anything twice.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal, TypeVar

import msgspec

from kit.jobs import Job, JobContext
from kit.schema import Id, Page
from recommend.domain import commands
from recommend.domain.model import ACCOUNT_STATES, Account, Block, Edge, Following, Mute, Post, PostState

T = TypeVar("T")

PAGE = 1_000
TIMEOUT_S = 10.0
ONCE_A_WEEK = timedelta(days=7)


class AccountRecord(msgspec.Struct, frozen=True):
    """An account as `user` lists it."""

    id: Id
    version: int
    private: bool
    state: Literal["active", "deactivated", "suspended", "deleted"]


class FollowRecord(msgspec.Struct, frozen=True):
    """A follow edge as `user` lists it."""

    follower_id: Id
    followee_id: Id
    state: Literal["none", "pending", "following"]
    version: int


class BlockRecord(msgspec.Struct, frozen=True):
    """A block edge as `user` lists it."""

    blocker_id: Id
    blocked_id: Id
    blocked: bool
    version: int


class MuteRecord(msgspec.Struct, frozen=True):
    """A mute edge as `user` lists it."""

    muter_id: Id
    muted_id: Id
    muted: bool
    version: int


class PostRecord(msgspec.Struct, frozen=True):
    """A post as `content` lists it."""

    id: Id
    author_id: Id
    state: Literal["published", "archived", "deleted"]
    version: int


async def rebuild_accounts(context: JobContext) -> None:
    """Every account of `user`."""
    async for records in _pages(context, "user", "/user/internal/accounts", Page[AccountRecord]):
        accounts = [
            Account(
                id=int(record.id),
                state=ACCOUNT_STATES[record.state],
                version=record.version,
                private=record.private,
            )
            for record in records
        ]
        async with context.writer() as writer:
            await commands.apply_accounts(writer, accounts)


async def rebuild_follows(context: JobContext) -> None:
    """Every follow edge of `user`, with the numbers of followers."""
    async for records in _pages(context, "user", "/user/internal/follows", Page[FollowRecord]):
        edges = [
            Edge(
                follower_id=int(record.follower_id),
                followee_id=int(record.followee_id),
                state=Following(record.state),
                version=record.version,
            )
            for record in records
        ]
        async with context.writer() as writer:
            await commands.apply_edges(writer, edges)


async def rebuild_blocks(context: JobContext) -> None:
    """Every block edge of `user`."""
    async for records in _pages(context, "user", "/user/internal/blocks", Page[BlockRecord]):
        blocks = [
            Block(
                blocker_id=int(record.blocker_id),
                blocked_id=int(record.blocked_id),
                blocked=record.blocked,
                version=record.version,
            )
            for record in records
        ]
        async with context.writer() as writer:
            await commands.apply_blocks(writer, blocks)


async def rebuild_mutes(context: JobContext) -> None:
    """Every mute edge of `user`."""
    async for records in _pages(context, "user", "/user/internal/mutes", Page[MuteRecord]):
        mutes = [
            Mute(
                muter_id=int(record.muter_id),
                muted_id=int(record.muted_id),
                muted=record.muted,
                version=record.version,
            )
            for record in records
        ]
        async with context.writer() as writer:
            await commands.apply_mutes(writer, mutes)


async def rebuild_posts(context: JobContext) -> None:
    """Every post of `content`."""
    async for records in _pages(context, "content", "/content/internal/posts", Page[PostRecord]):
        posts = [
            Post(
                id=int(record.id),
                author_id=int(record.author_id),
                state=PostState(record.state),
                version=record.version,
            )
            for record in records
        ]
        async with context.writer() as writer:
            await commands.apply_posts(writer, posts)


async def _pages(context: JobContext, service: str, path: str, kind: type[Page[T]]) -> AsyncIterator[list[T]]:
    params = {"limit": str(PAGE)}
    while True:
        page = await context.runtime.rpc.get(service, path, type=kind, params=params, timeout=TIMEOUT_S)
        if page.items:
            yield page.items
        if page.next is None:
            return
        params = {**params, "cursor": page.next}


REBUILDS = [
    Job("rebuild_accounts", rebuild_accounts, every=ONCE_A_WEEK),
    Job("rebuild_follows", rebuild_follows, every=ONCE_A_WEEK),
    Job("rebuild_blocks", rebuild_blocks, every=ONCE_A_WEEK),
    Job("rebuild_mutes", rebuild_mutes, every=ONCE_A_WEEK),
    Job("rebuild_posts", rebuild_posts, every=ONCE_A_WEEK),
]
