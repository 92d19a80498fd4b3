# Generated from the events of user.

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, UnsetType


class Events(Struct):
    pass


State: TypeAlias = Annotated[
    Literal['active', 'deactivated', 'deleted', 'suspended'],
    Meta(
        description='Of an account. Only an active one is shown to others.',
        title='State',
    ),
]


class AccountCreated(Struct):
    account_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    username: str


class AccountDeleted(Struct):
    account_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]


PreviousMediaId: TypeAlias = Annotated[
    str,
    Meta(description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'),
]


class Rendition(Struct):
    width: int
    height: int


class Blocked(Struct):
    blocker_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    blocked_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    version: int


Following: TypeAlias = Annotated[
    Literal['following', 'none', 'pending'],
    Meta(
        description='State of a follow edge. Pending is not following.',
        title='Following',
    ),
]


class Muted(Struct):
    muter_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    muted_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    version: int


SessionId: TypeAlias = Annotated[
    str,
    Meta(description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'),
]


class SessionRevoked(Struct):
    account_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    session_ids: list[SessionId]


class Unblocked(Struct):
    blocker_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    blocked_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    version: int


class Unmuted(Struct):
    muter_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    muted_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    version: int


class AccountChanged(Struct):
    account_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    username: str
    name: str
    version: int
    private: bool
    state: State | UnsetType = 'active'


class Avatar(Struct):
    media_id: str
    home: str
    key: str
    width: int
    height: int
    blur: str
    renditions: list[Rendition]


class FollowChanged(Struct):
    follower_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    followee_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    state: Following
    version: int


class AvatarChanged(Struct):
    account_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    receipt: Avatar | None
    previous_media_id: PreviousMediaId | None
