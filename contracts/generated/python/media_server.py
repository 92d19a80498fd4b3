# Generated from the events of media-server.

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Events(Struct):
    pass


class MediaDeleted(Struct):
    media_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    key: str
    homes: list[str]


class MediaReady(Struct):
    media_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    owner_id: Annotated[
        str,
        Meta(
            description='A 64-bit id as a decimal string.', pattern='^[1-9][0-9]{0,18}$'
        ),
    ]
    home: str
