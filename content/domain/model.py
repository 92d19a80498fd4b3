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


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Rendition(_Value):
    width: int
    height: int


class Picture(_Value):
    """One picture of a post: what stays of its receipt, and the author's description."""

    media_id: int
    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: list[Rendition]
    alt: str = ""


class Post(_Value):
    """A post with its pictures in order."""

    id: int
    author_id: int
    caption: str
    state: State
    version: int
    created_at: datetime
    media: list[Picture]


class Unchanged(_Value):
    """Stands for a post of which the caller holds this very version."""

    id: int
    author_id: int
    version: int


class Upload(_Value):
    """One picture as it comes in: the receipt of its upload and a description."""

    receipt: str
    alt: str = ""


class Draft(_Value):
    """What an author wants to publish."""

    caption: str
    media: list[Upload]


class Standing(_Value):
    """What `user` says of an account that wants to publish."""

    verified: bool
    may_publish: bool


class PostRecord(_Value):
    """What other services keep of a post."""

    id: int
    author_id: int
    created_at: datetime
    state: State
    version: int


class Counts(_Value):
    account_id: int
    posts: int
