"""What projections of other services are rebuilt from: part of the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kit.schema import Id, Response
from user.api.schemas import Following


class AccountRecord(Response):
    """An account as projections of other services are rebuilt from."""

    id: Id
    version: int
    username: str
    name: str
    private: bool
    state: Literal["active", "deactivated", "suspended", "deleted"]
    created_at: datetime


class FollowRecord(Response):
    """A follow edge in any state, as projections of other services are rebuilt from."""

    follower_id: Id
    followee_id: Id
    state: Following
    version: int
    changed_at: datetime


class BlockRecord(Response):
    """A block edge in any state, as projections of other services are rebuilt from."""

    blocker_id: Id
    blocked_id: Id
    blocked: bool
    version: int
    changed_at: datetime


class MuteRecord(Response):
    """A mute edge in any state, as projections of other services are rebuilt from."""

    muter_id: Id
    muted_id: Id
    muted: bool
    version: int
    changed_at: datetime
