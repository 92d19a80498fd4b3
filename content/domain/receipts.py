"""Receipts of finished uploads, as media-server signs them (docs/protocols.md, section 6)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from content.domain.errors import ReceiptInvalid
from content.domain.model import Picture, Rendition, Upload
from kit.auth import Verifier
from kit.errors import Unauthenticated
from kit.schema import Id

ISSUERS = ("media-*",)

Side = Annotated[int, Meta(ge=1, le=100_000)]


class _Claims(msgspec.Struct, frozen=True):
    iss: str
    typ: Literal["receipt"]
    kind: Literal["post"]
    media_id: Id
    owner_id: Id
    home: Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}$")]
    key: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}$")]
    width: Side
    height: Side
    blur: Annotated[str, Meta(max_length=400)]
    renditions: Annotated[list[Rendition], Meta(min_length=1, max_length=10)]


def read_receipts(verifier: Verifier, uploads: list[Upload], owner: int) -> list[Picture]:
    """The pictures that the receipts of `owner` stand for. Raises ReceiptInvalid with the position."""
    return [_picture(verifier, upload, owner, place) for place, upload in enumerate(uploads)]


def _picture(verifier: Verifier, upload: Upload, owner: int, place: int) -> Picture:
    try:
        claims = msgspec.convert(verifier.claims(upload.receipt, issuers=ISSUERS), _Claims)
    except (Unauthenticated, msgspec.ValidationError) as error:
        raise ReceiptInvalid(position=place) from error
    if int(claims.owner_id) != owner or claims.iss != f"media-{claims.home}":
        raise ReceiptInvalid(position=place)
    return Picture(
        media_id=int(claims.media_id),
        home=claims.home,
        key=claims.key,
        width=claims.width,
        height=claims.height,
        blur=claims.blur,
        renditions=claims.renditions,
        alt=upload.alt,
    )
