"""From events to projections; versions make order and repetition harmless."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import UNSET

from contracts.generated.python.content import PostArchived, PostCreated, PostDeleted, PostUnarchived
from contracts.generated.python.user import (
    AccountChanged,
    AccountCreated,
    AccountDeleted,
    Blocked,
    FollowChanged,
    Muted,
    Unblocked,
    Unmuted,
)
from kit.db import Writer
from kit.events import Envelope
from recommend.domain import commands
from recommend.domain.model import (
    ACCOUNT_STATES,
    Account,
    AccountState,
    Block,
    Edge,
    Following,
    Mute,
    Post,
    PostState,
)


async def on_account_created(writer: Writer, event: Envelope[AccountCreated]) -> None:
    """Somebody can be suggested."""
    await _apply_account(writer, event.payload.account_id, AccountState.ACTIVE, event.aggregate.version)


async def on_account_changed(writer: Writer, event: Envelope[AccountChanged]) -> None:
    """Somebody is there, should `account_created` come late, or hidden for a while, and is private or not."""
    news = event.payload
    state = AccountState.ACTIVE if news.state is UNSET else ACCOUNT_STATES[news.state]
    account = Account(id=int(news.account_id), state=state, version=news.version, private=news.private)
    await commands.apply_accounts(writer, [account])


async def on_account_deleted(writer: Writer, event: Envelope[AccountDeleted]) -> None:
    """Somebody is gone for good."""
    await _apply_account(writer, event.payload.account_id, AccountState.DELETED, event.aggregate.version)


async def on_follow_changed(writer: Writer, event: Envelope[FollowChanged]) -> None:
    """An edge has a new state."""
    edge = Edge(
        follower_id=int(event.payload.follower_id),
        followee_id=int(event.payload.followee_id),
        state=Following(event.payload.state),
        version=event.payload.version,
    )
    await commands.apply_edges(writer, [edge])


async def on_blocked(writer: Writer, event: Envelope[Blocked]) -> None:
    """Two accounts are not suggested to each other."""
    await _apply_block(writer, event.payload, blocked=True)


async def on_unblocked(writer: Writer, event: Envelope[Unblocked]) -> None:
    """Two accounts may be suggested to each other again."""
    await _apply_block(writer, event.payload, blocked=False)


async def on_muted(writer: Writer, event: Envelope[Muted]) -> None:
    """An account's posts are left out of a feed."""
    await _apply_mute(writer, event.payload, muted=True)


async def on_unmuted(writer: Writer, event: Envelope[Unmuted]) -> None:
    """An account's posts are in a feed again."""
    await _apply_mute(writer, event.payload, muted=False)


async def on_post_created(writer: Writer, event: Envelope[PostCreated]) -> None:
    """A post can be shown, unless it is known to be gone."""
    await _apply_post(writer, event.payload, PostState.PUBLISHED, event.aggregate.version)


async def on_post_archived(writer: Writer, event: Envelope[PostArchived]) -> None:
    """A post is out of every feed, but may come back."""
    await _apply_post(writer, event.payload, PostState.ARCHIVED, event.aggregate.version)


async def on_post_unarchived(writer: Writer, event: Envelope[PostUnarchived]) -> None:
    """A post is back where it was."""
    await _apply_post(writer, event.payload, PostState.PUBLISHED, event.aggregate.version)


async def on_post_deleted(writer: Writer, event: Envelope[PostDeleted]) -> None:
    """A post is gone; its tombstone outlives a late `post_created`."""
    await _apply_post(writer, event.payload, PostState.DELETED, event.aggregate.version)


async def _apply_account(writer: Writer, account_id: str, state: AccountState, version: int) -> None:
    await commands.apply_accounts(writer, [Account(id=int(account_id), state=state, version=version)])


async def _apply_block(writer: Writer, news: Blocked | Unblocked, *, blocked: bool) -> None:
    edge = Block(
        blocker_id=int(news.blocker_id), blocked_id=int(news.blocked_id), blocked=blocked, version=news.version
    )
    await commands.apply_blocks(writer, [edge])


async def _apply_mute(writer: Writer, news: Muted | Unmuted, *, muted: bool) -> None:
    edge = Mute(muter_id=int(news.muter_id), muted_id=int(news.muted_id), muted=muted, version=news.version)
    await commands.apply_mutes(writer, [edge])


PostNews: TypeAlias = PostCreated | PostArchived | PostUnarchived | PostDeleted


async def _apply_post(writer: Writer, news: PostNews, state: PostState, version: int) -> None:
    post = Post(id=int(news.post_id), author_id=int(news.author_id), state=state, version=version)
    await commands.apply_posts(writer, [post])
