"""Requests and answers of the user service: this is the contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from kit.schema import Digest, Id, Request, Response

Language = Literal["en", "ko"]
Theme = Literal["system", "light", "dark"]
Following = Literal["none", "pending", "following"]
AccountState = Literal["active", "deactivated", "suspended"]
UsernameProblem = Literal["too_short", "too_long", "characters", "dots", "reserved", "taken"]

Email = Annotated[str, Meta(min_length=3, max_length=254)]
Password = Annotated[str, Meta(min_length=1, max_length=512, description="At least 10 characters, not a common one.")]
RawUsername = Annotated[str, Meta(min_length=1, max_length=64, description="3–30 letters, digits, `.` and `_`.")]
RawName = Annotated[str, Meta(max_length=1000, description="At most 64 characters.")]
RegionName = Annotated[str, Meta(min_length=1, max_length=40, pattern="^[a-z0-9-]+$")]
UserAgent = Annotated[str, Meta(max_length=512)]
SecondCode = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9 -]{6,24}$",
        description="Six digits of the authenticator app, or a recovery code; spaces, dashes and capitals do not matter.",
    ),
]
Receipt = Annotated[str, Meta(max_length=8192, description="Receipt of kind `avatar`; null removes the picture.")]
AddressHash = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9_-]{16,64}$",
        description="Keyed hash of the client's address (an IPv6 address: of its /64), the same in every edge.",
    ),
]


class SessionRequest(Request):
    """The session that a sign-up or a log-in opens. The token itself stays with the caller."""

    token_hash: Digest
    region: RegionName
    address_hash: AddressHash
    user_agent: UserAgent = ""


class SignUp(Request):
    """A new account. Repeating it with the same `session.token_hash` gives the same answer."""

    email: Email
    username: RawUsername
    password: Password
    birthday: date
    session: SessionRequest
    name: RawName = ""
    language: Language = "en"


class LogIn(Request):
    """A log-in by username or e-mail address; repeatable like a sign-up. `code` is asked for by `totp_required`."""

    identifier: Email
    password: Password
    session: SessionRequest
    code: SecondCode | None = None
    reopen: Annotated[bool, Meta(description="Open the account again, and do not delete it, if it is deactivated.")] = (
        False
    )


class Closure(Request):
    """The password is asked for once more."""

    password: Password


class CodeEntry(Request):
    """The code out of the verification mail."""

    code: Annotated[str, Meta(pattern="^[0-9]{6}$")]


class PasswordChange(Request):
    """The old password is asked for once more."""

    current_password: Password
    new_password: Password


class EmailChange(Request):
    """Asks for a code to be mailed to the new address."""

    password: Password
    email: Email


class PasswordResetRequest(Request):
    """Asks for a code to be mailed to whoever has this username or e-mail address."""

    identifier: Email
    address_hash: AddressHash


class PasswordReset(Request):
    """The code is good on the device that asked for it (`device` of the caller token).

    `second_code` is asked for by `totp_required`.
    """

    identifier: Email
    code: Annotated[str, Meta(pattern="^[0-9]{8}$")]
    new_password: Password
    address_hash: AddressHash
    second_code: SecondCode | None = None


class LinkEntry(Request):
    url: Annotated[str, Meta(min_length=1, max_length=300, description="http or https.")]
    title: Annotated[str, Meta(max_length=200, description="At most 30 characters.")] = ""


class ProfileChange(Request):
    """What is absent stays as it is."""

    name: RawName | UnsetType = UNSET
    bio: Annotated[str, Meta(max_length=2000, description="At most 150 characters.")] | UnsetType = UNSET
    pronouns: Annotated[str, Meta(max_length=400, description="At most 32 characters.")] | UnsetType = UNSET
    links: Annotated[list[LinkEntry], Meta(max_length=5)] | UnsetType = UNSET
    avatar_receipt: Receipt | UnsetType | None = UNSET


class PreferencesChange(Request):
    """What is absent stays as it is."""

    language: Language | UnsetType = UNSET
    theme: Theme | UnsetType = UNSET
    private: bool | UnsetType = UNSET


class AccountBatch(Request):
    """Ids, each alone or as `id:version` when the caller holds that version of the card."""

    ids: Annotated[
        list[Annotated[str, Meta(pattern="^[1-9][0-9]{0,18}(:[0-9]{1,18})?$")]], Meta(min_length=1, max_length=200)
    ]


class Rendition(Response):
    width: int
    height: int


class Avatar(Response):
    """What a receipt said of the picture: enough to build and sign its addresses."""

    media_id: Id
    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: list[Rendition]


class Relation(Response):
    """How the viewer and the account stand to each other; `version` is that of the viewer's follow edge.

    `requested_by`: the account asks to follow the viewer. `blocking`: the viewer blocks the account; who is blocked
    by an account finds none. `muting`: the viewer's home feed leaves out the account's posts.
    """

    own: bool
    following: Following
    followed_by: bool
    requested_by: bool
    blocking: bool
    muting: bool
    version: int


class Card(Response, omit_defaults=True):
    """An account as lists show it. With `unchanged`, everything but the viewer's part is left out.

    `may_see` tells whether this viewer may see what the account publishes. An account that this viewer may not
    even know of is absent from the answer, as one that does not exist.
    """

    id: Id
    version: int
    may_see: bool
    relation: Relation
    unchanged: bool = False
    username: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    private: bool | UnsetType = UNSET
    avatar: Avatar | UnsetType | None = UNSET


class Cards(Response):
    """In the order asked for; ids without an account to show are left out."""

    items: list[Card]


class MentionedAccount(Response):
    account_id: Id
    username: str


class MentionedAccounts(Response):
    """By ascending id."""

    items: list[MentionedAccount]


class Link(Response):
    url: str
    title: str


class Counts(Response):
    followers: int
    following: int


class Mutuals(Response):
    """Some of those whom the viewer follows and who follow the account, and how many they are."""

    items: list[Card]
    count: int


class Profile(Response):
    """A profile's head."""

    id: Id
    version: int
    username: str
    name: str
    bio: str
    pronouns: str
    links: list[Link]
    avatar: Avatar | None
    private: bool
    counts: Counts
    relation: Relation
    may_see: bool
    mutuals: Mutuals


class Viewer(Response):
    """The logged-in account, for its owner's eyes."""

    id: Id
    version: int
    username: str
    name: str
    avatar: Avatar | None
    email: str
    verified: bool
    private: bool
    state: AccountState
    language: Language
    theme: Theme


class OpenedSession(Response):
    session_id: Id
    viewer: Viewer


class CurrentSession(Response):
    """`seen_due` asks the caller to report this session as seen, in its own time."""

    session_id: Id
    viewer: Viewer
    expires_at: datetime
    seen_due: bool


class Deletion(Response):
    """The account is erased at `deletes_at`, unless its owner logs in before."""

    deletes_at: datetime


class Session(Response):
    id: Id
    user_agent: str
    region: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


class UsernameAvailability(Response):
    """Advice while typing; sign-up decides."""

    username: str
    available: bool
    reason: UsernameProblem | None


class Follow(Response):
    """The viewer's follow edge after the change; a greater `version` is the newer state."""

    account_id: Id
    following: Following
    version: int


class Follower(Response):
    """An account's follow edge to the viewer after the change; a greater `version` is the newer state."""

    account_id: Id
    following: Following
    version: int


class Block(Response):
    """The viewer's block of an account after the change; a greater `version` is the newer state."""

    account_id: Id
    blocking: bool
    version: int


class Mute(Response):
    """The viewer's mute of an account after the change; a greater `version` is the newer state."""

    account_id: Id
    muting: bool
    version: int


class RequestCount(Response):
    """Follow requests to the viewer; `count` stops at `capped_at`."""

    count: int
    capped_at: int


class Standing(Response):
    """What other services ask before they take something from an account."""

    account_id: Id
    state: AccountState
    verified: bool
    may_publish: bool


class Replication(Response):
    """How far this region's copy is; `lag_ms` is null in the primary region."""

    epoch: int
    lsn: int
    lag_ms: int | None
