"""What the events say that media-server listens to; fields that it does not need are left out."""

from __future__ import annotations

import msgspec

from kit.schema import Id
from media_server.domain.model import Home, Key
from media_server.pipeline.result import Rendition


class PostCreated(msgspec.Struct, frozen=True):
    post_id: Id
    media: list[str]


class PostDeleted(msgspec.Struct, frozen=True):
    post_id: Id
    media_ids: list[Id]


class Avatar(msgspec.Struct, frozen=True):
    """What `user` keeps of a receipt that it has checked."""

    media_id: Id
    home: Home
    key: Key
    width: int
    height: int
    renditions: list[Rendition]


class AvatarChanged(msgspec.Struct, frozen=True):
    account_id: Id
    receipt: Avatar | None
    previous_media_id: Id | None


class AccountDeleted(msgspec.Struct, frozen=True):
    account_id: Id
