"""Events and rows for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

import msgspec

from kit.events import Aggregate, Envelope
from kit.testing.service import ServiceUnderTest
from recommend.domain import commands
from recommend.domain.model import Account, AccountState, Edge, Following, Post, PostState

ALICE, BOB, CAROL, DAN = 1001, 1002, 1003, 1004

_versions = count(1)
_post_ids = count(1 << 50)


def event(service: ServiceUnderTest, event_type: str, payload: dict[str, Any], version: int) -> Envelope[Any]:
    """An event about version `version` of something."""
    made = service.event(event_type, payload)
    return msgspec.structs.replace(made, aggregate=Aggregate("thing", "1", version))


def account_changed(
    service: ServiceUnderTest, account: int, version: int, *, private: bool = False, **state: str
) -> Envelope[Any]:
    """Without a `state` as events of old are."""
    payload = {"account_id": str(account), "username": "somebody", "name": "Somebody", "version": version}
    return event(service, "user.account_changed", payload | {"private": private} | state, version)


def follow_changed(service: ServiceUnderTest, follower: int, followee: int, state: str, version: int) -> Envelope[Any]:
    payload = {"follower_id": str(follower), "followee_id": str(followee), "state": state, "version": version}
    return event(service, "user.follow_changed", payload, version)


def blocked(service: ServiceUnderTest, blocker: int, other: int, version: int) -> Envelope[Any]:
    """The block is there after odd versions, and ended by even ones."""
    payload = {"blocker_id": str(blocker), "blocked_id": str(other), "version": version}
    return event(service, "user.blocked" if version % 2 else "user.unblocked", payload, version)


def muted(service: ServiceUnderTest, muter: int, other: int, version: int) -> Envelope[Any]:
    """The mute is there after odd versions, and ended by even ones."""
    payload = {"muter_id": str(muter), "muted_id": str(other), "version": version}
    return event(service, "user.muted" if version % 2 else "user.unmuted", payload, version)


def post_created(service: ServiceUnderTest, post_id: int, author: int) -> Envelope[Any]:
    payload = {
        "post_id": str(post_id),
        "author_id": str(author),
        "created_at": "2026-11-22T12:00:00Z",
        "media": ["receipt"],
    }
    return event(service, "content.post_created", payload, 1)


def post_deleted(service: ServiceUnderTest, post_id: int, author: int) -> Envelope[Any]:
    payload = {"post_id": str(post_id), "author_id": str(author), "media_ids": ["7"]}
    return event(service, "content.post_deleted", payload, 2)


def post_moved(service: ServiceUnderTest, what: str, post_id: int, author: int, version: int) -> Envelope[Any]:
    """`post_archived` or `post_unarchived`."""
    return event(service, f"content.{what}", {"post_id": str(post_id), "author_id": str(author)}, version)


async def follow(
    service: ServiceUnderTest, follower: int, *followees: int, state: Following = Following.FOLLOWING
) -> None:
    """Edges as they are once their events are applied."""
    edges = [
        Edge(follower_id=follower, followee_id=followee, state=state, version=next(_versions)) for followee in followees
    ]
    async with service.writing() as writer:
        await commands.apply_edges(writer, edges)


async def publish(service: ServiceUnderTest, *authors: int) -> list[int]:
    """A post of each author in turn; answers their ids, which rise."""
    posts = [Post(id=next(_post_ids), author_id=author, state=PostState.PUBLISHED, version=1) for author in authors]
    async with service.writing() as writer:
        await commands.apply_posts(writer, posts)
    return [post.id for post in posts]


async def delete(service: ServiceUnderTest, post_id: int, author: int) -> None:
    """A tombstone."""
    async with service.writing() as writer:
        post = Post(id=post_id, author_id=author, state=PostState.DELETED, version=2)
        await commands.apply_posts(writer, [post])


async def open_accounts(
    service: ServiceUnderTest,
    *account_ids: int,
    state: AccountState = AccountState.ACTIVE,
    version: int = 1,
    private: bool = False,
) -> None:
    """Accounts that can be suggested."""
    accounts = [Account(id=one, state=state, version=version, private=private) for one in account_ids]
    async with service.writing() as writer:
        await commands.apply_accounts(writer, accounts)


async def projections(service: ServiceUnderTest) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the projections say."""
    statements = {
        "follow": "SELECT follower_id, followee_id, state, version FROM follow ORDER BY 1, 2",
        "block": "SELECT blocker_id, blocked_id, blocked, version FROM block ORDER BY 1, 2",
        "mute": "SELECT muter_id, muted_id, muted, version FROM mute ORDER BY 1, 2",
        "post": "SELECT id, author_id, state, version FROM post ORDER BY 1",
        "account": "SELECT id, state, version, followers, private FROM account ORDER BY 1",
    }
    return {table: [tuple(row) for row in await service.reader.fetch(sql)] for table, sql in statements.items()}
