"""What happened, for everyone who wants to know; the fields are the payload."""

from __future__ import annotations

from datetime import datetime

from msgspec import field

from kit.events import Event
from kit.schema import Id


class PostCreated(Event, type="content.post_created", ryw=True, broadcast=True):
    """A post was published; `media` are the receipts of its pictures, in order.

    `mentioned` are accounts, across no block at that moment; whether they may see the post, `user` says to who tells them.
    """

    post_id: Id
    author_id: Id
    created_at: datetime
    media: list[str]
    mentioned: list[Id] = field(default_factory=list)


class PostEdited(Event, type="content.post_edited"):
    """Caption, descriptions or the order of the pictures changed; `version` of the aggregate tells which is the newest.

    `mentioned` are all accounts that the caption mentions now, those of before among them.
    """

    post_id: Id
    author_id: Id
    edited_at: datetime
    mentioned: list[Id] = field(default_factory=list)


class PostArchived(Event, type="content.post_archived", ryw=True):
    """A post is to be seen by its author alone."""

    post_id: Id
    author_id: Id


class PostUnarchived(Event, type="content.post_unarchived", ryw=True):
    """An archived post shows again, where it was."""

    post_id: Id
    author_id: Id


class PostDeleted(Event, type="content.post_deleted", ryw=True, broadcast=True):
    """A post is gone for good, and its pictures with it."""

    post_id: Id
    author_id: Id
    media_ids: list[Id]


EVENTS: list[type[Event]] = [PostCreated, PostEdited, PostArchived, PostUnarchived, PostDeleted]
