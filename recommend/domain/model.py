"""The nouns of the recommend service."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec


class Following(StrEnum):
    """State of a follow edge. Pending is not following."""

    NONE = "none"
    PENDING = "pending"
    FOLLOWING = "following"


class PostState(StrEnum):
    PUBLISHED = "published"
    ARCHIVED = "archived"
    DELETED = "deleted"


class AccountState(StrEnum):
    """Unknown is an account of which only followers are known so far; a hidden one may come back."""

    UNKNOWN = "unknown"
    ACTIVE = "active"
    HIDDEN = "hidden"
    DELETED = "deleted"


# As `user` calls the states of accounts.
ACCOUNT_STATES = {
    "active": AccountState.ACTIVE,
    "deactivated": AccountState.HIDDEN,
    "suspended": AccountState.HIDDEN,
    "deleted": AccountState.DELETED,
}


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A follow edge; the greater version holds."""

    follower_id: int
    followee_id: int
    state: Following
    version: int


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one account blocks another; the greater version holds."""

    blocker_id: int
    blocked_id: int
    blocked: bool
    version: int


class Mute(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one account mutes another; the greater version holds."""

    muter_id: int
    muted_id: int
    muted: bool
    version: int


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """What ranking knows of a post; the greater version holds."""

    id: int
    author_id: int
    state: PostState
    version: int


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an account can be suggested; the greater version holds, and deleted is for good."""

    id: int
    state: AccountState
    version: int
    private: bool = False


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    post_id: int
    author_id: int


class NewPosts(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    newest: int | None


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """An account to follow. `count` and `via` belong to `reason`."""

    account_id: int
    reason: Literal["followed_by", "popular"]
    count: int
    via: list[int]
