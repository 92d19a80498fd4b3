"""The nouns of the content service."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class State(StrEnum):
    """Of a post. A deleted one never comes back; it stays as a tombstone without text."""

    PUBLISHED = "published"
    ARCHIVED = "archived"
    DELETED = "deleted"


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    width: int
    height: int


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of a post: what stays of its receipt, and the author's description."""

    media_id: int
    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: list[Rendition]
    alt: str = ""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post with its pictures in order; `edited_at` tells when its text or their order last changed.

    `mentioned` are the accounts whose names it had when its caption was written.
    """

    id: int
    author_id: int
    caption: str
    state: State
    version: int
    created_at: datetime
    edited_at: datetime | None = None
    pinned: bool = False
    mentioned: list[int] = []
    media: list[Picture]


class Unchanged(msgspec.Struct, frozen=True, kw_only=True):
    """Stands for a post of which the caller holds this very version."""

    id: int
    author_id: int
    state: State
    pinned: bool
    version: int


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """One picture as it comes in: the receipt of its upload and a description."""

    receipt: str
    alt: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an author wants to publish, and whom it mentions."""

    caption: str
    media: list[Upload]
    mentioned: list[int] = []


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of a post that exists, with the description that goes with it."""

    media_id: int
    alt: str


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A change of what version `version` of a post says; None leaves a part as it is. `mentioned` goes with a new caption."""

    version: int
    caption: str | None
    media: list[Described] | None
    mentioned: list[int] = []


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """What a post said from `written_at` until it was edited."""

    version: int
    caption: str
    media: list[Described]
    written_at: datetime


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What `user` says of an account that wants to publish."""

    verified: bool
    may_publish: bool


class PostRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What other services keep of a post."""

    id: int
    author_id: int
    created_at: datetime
    state: State
    version: int


class GridPlace(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody has read an account's posts: `shown` of the `pins` that were pinned when he began, and the others
    down to the id `before`. A pin that comes or goes meanwhile makes nothing appear twice or not at all.
    """

    pins: list[int]
    shown: int
    before: int


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """A post that has a tag, with its author."""

    post_id: int
    author_id: int


class AccountState(StrEnum):
    """Of an account, as far as content cares. A deleted one never comes back."""

    ACTIVE = "active"
    HIDDEN = "hidden"
    DELETED = "deleted"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Whether everybody may see an account. It pre-filters only: `user` decides when something is shown."""

    id: int
    state: AccountState
    version: int
    public: bool


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """A tag of public posts, how many have it, and a few of their authors, by whom a viewer may know of it."""

    tag: str
    posts: int
    author_ids: list[int]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    account_id: int
    posts: int
