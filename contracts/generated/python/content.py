# Generated from the events of content.

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct, UnsetType, field


class Events(Struct):
    pass


class PostArchived(Struct):
    post_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    author_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]


MentionedItem: TypeAlias = Annotated[
    str,
    Meta(description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'),
]


class PostCreated(Struct):
    post_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    author_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    created_at: str
    media: list[str]
    mentioned: list[MentionedItem] | UnsetType = field(default_factory=list)


MediaId: TypeAlias = Annotated[
    str,
    Meta(description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'),
]


class PostDeleted(Struct):
    post_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    author_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    media_ids: list[MediaId]


class PostEdited(Struct):
    post_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    author_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    edited_at: str
    mentioned: list[MentionedItem] | UnsetType = field(default_factory=list)


class PostUnarchived(Struct):
    post_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    author_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
