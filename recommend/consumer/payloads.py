"""What the events say that recommend listens to."""

from __future__ import annotations

from typing import Literal

import msgspec

from kit.schema import Id


class AccountNews(msgspec.Struct, frozen=True):
    """The part that all events about accounts have."""

    account_id: Id


class FollowChanged(msgspec.Struct, frozen=True):
    follower_id: Id
    followee_id: Id
    state: Literal["none", "pending", "following"]
    version: int


class PostCreated(msgspec.Struct, frozen=True):
    post_id: Id
    author_id: Id


class PostDeleted(msgspec.Struct, frozen=True):
    post_id: Id
    author_id: Id
