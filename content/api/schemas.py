"""Requests and answers of content: this is the contract.

A post is split in two: what may differ per viewer and request (`Post`), and the `PostBody` that is the same for
everybody and fixed for one (id, version), so that callers may keep it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from kit.schema import Id, Page, Request, Response

MAX_BATCH = 200
MAX_INTERNAL_PAGE = 1_000

Receipt = Annotated[str, Meta(min_length=1, max_length=8_192, description="Receipt of a finished upload, as a JWT.")]


class NewMedia(Request):
    """One picture of a new post."""

    receipt: Receipt
    alt: Annotated[str, Meta(max_length=20_000, description="What the picture shows, at most 1,500 graphemes.")] = ""


class NewPost(Request):
    """A post to publish; the pictures are shown in the given order."""

    media: Annotated[list[NewMedia], Meta(max_length=100, description="One picture at least, 20 at most.")]
    caption: Annotated[str, Meta(max_length=40_000, description="At most 2,200 graphemes.")] = ""


class PostBatch(Request):
    """Posts to read; `ids` as in the query parameter, each with the version that the caller holds, if any."""

    ids: Annotated[
        list[Annotated[str, Meta(pattern="^[1-9][0-9]{0,18}(:[1-9][0-9]{0,9})?$", description="`id` or `id:version`")]],
        Meta(max_length=MAX_BATCH),
    ]


class Rendition(Response):
    """One size of a picture: the files `<width>.avif` and `<width>.jpg`."""

    width: int
    height: int


class Media(Response):
    """One picture; its address is signed by the caller from `home`, `key` and a rendition's width."""

    id: Id
    home: str
    key: str
    width: int
    height: int
    blur: str
    alt: str
    renditions: list[Rendition]


class PostBody(Response):
    """What is fixed for one version of a post."""

    author_id: Id
    caption: str
    created_at: datetime
    media: list[Media]


class Post(Response):
    """A post that this viewer may see by its state; whether by its author's account as well, `user` decides.

    `body` is null and `unchanged` true when the caller already holds this version.
    """

    id: Id
    version: int
    own: bool
    unchanged: bool = False
    body: PostBody | None = None


class Posts(Response):
    """The posts asked for that exist for this viewer, in the order asked."""

    items: list[Post]


class PostPage(Page[Post], frozen=True, kw_only=True):
    """Posts of one account, newest first."""


class Counts(Response):
    """Numbers shown on an account's page; they count what everybody may see by state."""

    account_id: Id
    posts: int


class CountsList(Response):
    """Counts in the order asked; an account without posts is there with zeros."""

    items: list[Counts]


class PostRecord(Response):
    """One post as other services project it; deleted posts stay as tombstones."""

    id: Id
    author_id: Id
    created_at: datetime
    state: str
    version: int


class PostRecordPage(Page[PostRecord], frozen=True, kw_only=True):
    """All posts by ascending id, for rebuilding projections."""
