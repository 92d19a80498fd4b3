"""Requests and answers of content: this is the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from kit.schema import Id, Request, Response

Receipt = Annotated[str, Meta(min_length=1, max_length=8_192, description="Receipt of a finished upload, as a JWT.")]


Alt = Annotated[str, Meta(max_length=20_000, description="What the picture shows, at most 1,500 graphemes.")]
Caption = Annotated[str, Meta(max_length=40_000, description="At most 2,200 graphemes.")]


class NewMedia(Request):
    """One picture of a new post."""

    receipt: Receipt
    alt: Alt = ""


class NewPost(Request):
    """A post to publish; the pictures are shown in the given order."""

    media: Annotated[list[NewMedia], Meta(max_length=100, description="One picture at least, 20 at most.")]
    caption: Caption = ""


class EditedMedia(Request):
    """One picture of the post, with its description."""

    media_id: Id
    alt: Alt


class PostEdit(Request):
    """What is absent stays as it is. `media` names every picture of the post once, in the order wanted."""

    version: Annotated[int, Meta(ge=1, description="The version that is edited; refused when there is a newer one.")]
    caption: Caption | UnsetType = UNSET
    media: Annotated[list[EditedMedia], Meta(max_length=100)] | UnsetType = UNSET


class PostBatch(Request):
    """Ids, each alone or as `id:version` when the caller holds that version of the post."""

    ids: Annotated[
        list[Annotated[str, Meta(pattern="^[1-9][0-9]{0,18}(:[0-9]{1,18})?$")]], Meta(min_length=1, max_length=200)
    ]


class Rendition(Response):
    """One size of a picture: the files `<width>.avif` and `<width>.jpg`."""

    width: int
    height: int


class Media(Response):
    """One picture; its addresses are built and signed by the caller from `home`, `key` and a rendition's width."""

    media_id: Id
    home: str
    key: str
    width: int
    height: int
    blur: str
    alt: str
    renditions: list[Rendition]


class Post(Response, omit_defaults=True):
    """A post that this viewer may see by its state; whether by its author's account as well, `user` decides.

    With `unchanged` the caller already holds this version, and everything that is fixed for (id, version) is left out.
    An archived post comes to its author alone. `archived` and `pinned` are not part of what a version fixes.
    """

    id: Id
    version: int
    own: bool
    archived: bool = False
    pinned: bool = False
    unchanged: bool = False
    author_id: Id | UnsetType = UNSET
    caption: str | UnsetType = UNSET
    created_at: datetime | UnsetType = UNSET
    edited_at: datetime | UnsetType | None = UNSET
    media: list[Media] | UnsetType = UNSET


class Posts(Response):
    """The posts asked for that exist for this viewer, in the order asked."""

    items: list[Post]


class DescribedMedia(Response):
    """A picture of the post as it was described then."""

    media_id: Id
    alt: str


class Revision(Response):
    """What a post said from `written_at` until the edit that followed; the pictures in their order of then."""

    version: int
    caption: str
    media: list[DescribedMedia]
    written_at: datetime


class Counts(Response):
    """Numbers shown on an account's page; they count what everybody may see by state."""

    account_id: Id
    posts: int


class CountsList(Response):
    """Counts in the order asked; an account without posts is there with zeros."""

    items: list[Counts]


class TaggedPost(Response):
    """A published post with its author, whom the viewer may see or not."""

    post_id: Id
    author_id: Id


class HashtagCount(Response):
    """Published posts of public accounts with a tag, as of a moment ago; `posts` stops at `capped_at`."""

    posts: int
    capped_at: int


class SuggestedHashtag(Response):
    """`posts` as HashtagCount has it; a viewer who may see none of `author_ids` as public accounts is not told of the tag."""

    tag: str
    posts: int
    author_ids: list[Id]


class SuggestedHashtags(Response):
    """`posts` of each stops at `capped_at`."""

    items: list[SuggestedHashtag]
    capped_at: int


class PostRecord(Response):
    """One post as other services project it; deleted posts stay as tombstones."""

    id: Id
    author_id: Id
    created_at: datetime
    state: Literal["published", "archived", "deleted"]
    version: int
