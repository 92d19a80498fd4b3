"""The nouns of media-server."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from kit.schema import Id
from media_server.pipeline.geometry import Kind
from media_server.pipeline.refusals import REASONS
from media_server.pipeline.result import Rendition

Key = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}$", description="128 random bits, base64url.")]
Home = Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}$", description="The region that the picture was uploaded to.")]


class Ticket(msgspec.Struct, frozen=True):
    """The right to upload `size` bytes as `media_id`, given by the BFF of the same edge; `exp` is in unix seconds."""

    media_id: Id
    owner_id: Id
    size: int
    kind: Kind
    edge: str
    exp: int


class UploadState(StrEnum):
    RECEIVING = "receiving"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Reason(msgspec.Struct, frozen=True):
    """Why an upload failed: a stable code and a sentence for people."""

    code: Annotated[str, Meta(extra_json_schema={"enum": list(REASONS)})]
    detail: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What media-server vouches for: a picture that exists in the store of its home region."""

    media_id: Id
    owner_id: Id
    home: Home
    key: Key
    kind: Kind
    width: int
    height: int
    blur: str
    renditions: list[Rendition]
    digest: str


class MediaState(StrEnum):
    """Of registered media. `ready` has its copy in the primary region; `deleted` never comes back."""

    REGISTERED = "registered"
    READY = "ready"
    DELETED = "deleted"


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """What the database keeps of a picture that somebody shows."""

    media_id: int
    owner_id: int
    home: str
    key: str
    kind: Kind
    width: int
    height: int
    widths: list[int]
    digest: str | None


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `media`, as far as work on its objects needs it."""

    media_id: int
    owner_id: int
    home: str
    key: str
    widths: list[int]
    state: MediaState


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """Media that must not be served any more, anywhere."""

    key: str
    home: str
    media_id: int
    deleted_at: datetime


def file_names(widths: list[int]) -> list[str]:
    """Every object of an item with these renditions."""
    return [f"{width}.{suffix}" for width in widths for suffix in ("avif", "jpg")]
