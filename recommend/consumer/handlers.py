"""From events to projections; versions make order and repetition harmless."""

from __future__ import annotations

from kit.db import Writer
from kit.events import Envelope
from recommend.consumer.payloads import AccountNews, FollowChanged, PostCreated, PostDeleted
from recommend.domain import commands
from recommend.domain.model import Account, AccountState, Edge, Following, Post, PostState


async def on_account_known(writer: Writer, event: Envelope[AccountNews]) -> None:
    """An account was created or changed: it can be suggested."""
    await _apply_account(writer, event, AccountState.ACTIVE)


async def on_account_deleted(writer: Writer, event: Envelope[AccountNews]) -> None:
    """An account is gone for good."""
    await _apply_account(writer, event, AccountState.DELETED)


async def on_follow_changed(writer: Writer, event: Envelope[FollowChanged]) -> None:
    """An edge has a new state."""
    edge = Edge(
        follower_id=int(event.payload.follower_id),
        followee_id=int(event.payload.followee_id),
        state=Following(event.payload.state),
        version=event.payload.version,
    )
    await commands.apply_edges(writer, [edge])


async def on_post_created(writer: Writer, event: Envelope[PostCreated]) -> None:
    """A post can be shown, unless it is known to be gone."""
    post = Post(
        id=int(event.payload.post_id),
        author_id=int(event.payload.author_id),
        state=PostState.PUBLISHED,
        version=event.aggregate.version,
    )
    await commands.apply_posts(writer, [post])


async def on_post_deleted(writer: Writer, event: Envelope[PostDeleted]) -> None:
    """A post is gone; its tombstone outlives a late `post_created`."""
    post = Post(
        id=int(event.payload.post_id),
        author_id=int(event.payload.author_id),
        state=PostState.DELETED,
        version=event.aggregate.version,
    )
    await commands.apply_posts(writer, [post])


async def _apply_account(writer: Writer, event: Envelope[AccountNews], state: AccountState) -> None:
    account = Account(id=int(event.payload.account_id), state=state, version=event.aggregate.version)
    await commands.apply_accounts(writer, [account])
