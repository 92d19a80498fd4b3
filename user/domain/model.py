"""The nouns of the user service."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, auto
from typing import Literal

import msgspec

from user.domain import limits

Language = Literal["en", "ko"]
Theme = Literal["system", "light", "dark"]
UsernameProblem = Literal["too_short", "too_long", "characters", "dots", "reserved", "taken"]


class State(StrEnum):
    """Of an account. Only an active one is shown to others."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    SUSPENDED = "suspended"
    DELETED = "deleted"

    @property
    def is_open(self) -> bool:
        """Whether its owner can be logged in; a closed account is like an absent one, to its owner's old sessions too."""
        return self in (State.ACTIVE, State.SUSPENDED)


class Following(StrEnum):
    """State of a follow edge. Pending is not following."""

    NONE = "none"
    PENDING = "pending"
    FOLLOWING = "following"


class Side(StrEnum):
    """Of the follow edges of an account: who follows it, or whom it follows."""

    FOLLOWERS = "followers"
    FOLLOWING = "following"


class Access(StrEnum):
    """How much of an account somebody may have."""

    HIDDEN = "hidden"
    CARD = "card"
    FULL = "full"


class Purpose(StrEnum):
    """What a mailed code is for."""

    VERIFY_EMAIL = auto()
    RESET_PASSWORD = auto()
    CHANGE_EMAIL = auto()


class MailKind(StrEnum):
    """What a mail is about: one kind for each purpose of a code, and notices."""

    VERIFY_EMAIL = auto()
    RESET_PASSWORD = auto()
    CHANGE_EMAIL = auto()
    EMAIL_CHANGED = auto()
    PASSWORD_CHANGED = auto()
    SECOND_FACTOR_ON = auto()
    SECOND_FACTOR_OFF = auto()
    RECOVERY_CODES_NEW = auto()
    RECOVERY_CODE_USED = auto()
    ACCOUNT_DEACTIVATED = auto()
    DELETION_REQUESTED = auto()
    ACCOUNT_REOPENED = auto()


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    width: int
    height: int


class Avatar(msgspec.Struct, frozen=True, kw_only=True):
    """What stays of the receipt of a picture."""

    media_id: str
    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: list[Rendition]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    title: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `account`, without the credentials. A deactivated one with `deletes_at` is erased then."""

    id: int
    version: int
    username: str
    name: str
    bio: str
    pronouns: str
    links: list[Link]
    avatar: Avatar | None
    email: str
    email_verified_at: datetime | None
    birthday: date
    language: Language
    theme: Theme
    private: bool
    state: State
    deletes_at: datetime | None = None

    @property
    def verified(self) -> bool:
        return self.email_verified_at is not None

    @property
    def may_publish(self) -> bool:
        return self.verified and self.state is State.ACTIVE


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gives to sign up."""

    email: str
    username: str
    name: str
    password: str
    birthday: date
    language: Language


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What a log-in is decided by."""

    account_id: int
    password_hash: str
    state: State
    deletes_at: datetime | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to log in; `code` is the second factor, `reopen` the wish to open a deactivated account."""

    identifier: str
    password: str
    code: str | None = None
    reopen: bool = False


class SealedSecret(msgspec.Struct, frozen=True, kw_only=True):
    """The secret of an authenticator app, encrypted for one account (domain/totp.py)."""

    ciphertext: bytes
    nonce: bytes


class SecondFactor(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `second_factor`; it guards nothing until it is confirmed."""

    sealed: SealedSecret
    created_at: datetime
    confirmed_at: datetime | None

    @property
    def on(self) -> bool:
        return self.confirmed_at is not None

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be confirmed."""
        return now < self.created_at + limits.ENROLMENT_LIFE


class Protection(msgspec.Struct, frozen=True, kw_only=True):
    """Since when the second factor is on, None when it is off, and how many recovery codes are left."""

    since: datetime | None = None
    recovery_codes: int = 0


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How a viewer and an account stand to each other, the viewer's edge first."""

    own: bool = False
    following: Following = Following.NONE
    followed_by: bool = False
    requested_by: bool = False
    version: int = 0
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An account as a viewer sees it in a list."""

    id: int
    version: int
    username: str
    name: str
    private: bool
    avatar: Avatar | None
    state: State
    relation: Relation


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    followers: int
    following: int


class Mutuals(msgspec.Struct, frozen=True, kw_only=True):
    """Some of those whom a viewer follows and who follow an account, and how many they are."""

    cards: list[Card] = []
    count: int = 0


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An account by the name that somebody called it."""

    id: int
    username: str


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a profile as a viewer sees it."""

    card: Card
    bio: str
    pronouns: str
    links: list[Link]
    counts: Counts
    mutuals: Mutuals


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A follow edge; `version` rises with every change."""

    follower_id: int
    followee_id: int
    state: Following
    version: int


class BlockEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one account blocks another; `version` rises with every change."""

    blocker_id: int
    blocked_id: int
    blocked: bool
    version: int


class MuteEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one account mutes another; `version` rises with every change."""

    muter_id: int
    muted_id: int
    muted: bool
    version: int


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a session is opened from."""

    token_hash: bytes
    device: str | None
    address_hash: str
    user_agent: str
    region: str


class Session(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    account_id: int
    user_agent: str
    region: str
    created_at: datetime
    last_seen_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.last_seen_at + limits.SESSION_LIFE

    def is_seen_due(self, now: datetime) -> bool:
        """Whether last_seen_at is so old that it should be written again."""
        return now - self.last_seen_at >= limits.SEEN_EVERY


class MailedCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code sent to an e-mail address. The code itself is nowhere: it is derived from `id` and `nonce`.

    `device` is the one that it is good on, empty when that does not matter.
    """

    id: int
    account_id: int
    purpose: Purpose
    device: str
    email: str
    nonce: bytes
    tries: int
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it may be tried."""
        return now < self.expires_at and self.tries < limits.CODE_TRIES
