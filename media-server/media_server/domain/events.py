"""What happened, for everyone who wants to know; the fields are the payload."""

from __future__ import annotations

from kit.events import Event
from kit.schema import Id


class MediaReady(Event, type="media_server.media_ready"):
    """The primary region holds a copy."""

    media_id: Id
    owner_id: Id
    home: str


class MediaDeleted(Event, type="media_server.media_deleted", broadcast=True):
    """Must vanish from the stores of `homes` and from every cache at once; `media_id` is one of its own for what nobody published."""

    media_id: Id
    key: str
    homes: list[str]


EVENTS: list[type[Event]] = [MediaReady, MediaDeleted]
