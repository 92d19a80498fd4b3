"""What happened, for everyone who wants to know; the fields are the payload."""

from __future__ import annotations

from kit.events import Event
from kit.schema import Id
from user.domain.model import Avatar, Following, State


class AccountCreated(Event, type="user.account_created"):
    account_id: Id
    username: str


class AccountChanged(Event, type="user.account_changed"):
    """What others see of the account changed, or who may see it; `version` rises. Events of old have no `state`: active."""

    account_id: Id
    username: str
    name: str
    version: int
    private: bool
    state: State = State.ACTIVE


class AccountDeleted(Event, type="user.account_deleted"):
    """The account is gone for good, and everything that it published is to go. Its edges end by events of their own."""

    account_id: Id


class AvatarChanged(Event, type="user.avatar_changed"):
    """`previous_media_id` is the picture that nobody shows any more."""

    account_id: Id
    receipt: Avatar | None
    previous_media_id: Id | None


class SessionRevoked(Event, type="user.session_revoked", broadcast=True):
    account_id: Id
    session_ids: list[Id]


class FollowChanged(Event, type="user.follow_changed", ryw=True):
    """The edge as it is since `version`; of two events about an edge the greater version holds."""

    follower_id: Id
    followee_id: Id
    state: Following
    version: int


class Blocked(Event, type="user.blocked", ryw=True):
    """The edge as it is since `version`; of two events about an edge the greater version holds."""

    blocker_id: Id
    blocked_id: Id
    version: int


class Unblocked(Event, type="user.unblocked", ryw=True):
    """The edge as it is since `version`; of two events about an edge the greater version holds."""

    blocker_id: Id
    blocked_id: Id
    version: int


class Muted(Event, type="user.muted", ryw=True):
    """The edge as it is since `version`; of two events about an edge the greater version holds."""

    muter_id: Id
    muted_id: Id
    version: int


class Unmuted(Event, type="user.unmuted", ryw=True):
    """The edge as it is since `version`; of two events about an edge the greater version holds."""

    muter_id: Id
    muted_id: Id
    version: int


EVENTS: list[type[Event]] = [
    AccountCreated,
    AccountChanged,
    AccountDeleted,
    AvatarChanged,
    SessionRevoked,
    FollowChanged,
    Blocked,
    Unblocked,
    Muted,
    Unmuted,
]
