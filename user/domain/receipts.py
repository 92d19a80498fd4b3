"""Receipts of finished pictures (docs/protocols.md, section 6)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kit.auth import Verifier
from kit.errors import Unauthenticated
from kit.schema import Id
from user.domain.errors import ReceiptInvalid
from user.domain.model import Avatar, Rendition


class AvatarReceipt(msgspec.Struct, frozen=True):
    """What is read of a receipt's claims."""

    typ: Literal["receipt"]
    kind: Literal["avatar"]
    media_id: Id
    owner_id: Id
    home: str
    key: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{22}$")]
    width: Annotated[int, Meta(gt=0)]
    height: Annotated[int, Meta(gt=0)]
    blur: Annotated[str, Meta(max_length=1000)]
    renditions: Annotated[list[Rendition], Meta(min_length=1, max_length=10)]


def read_receipt(verifier: Verifier, token: str, owner: int) -> Avatar:
    """The picture that a media-server vouches for. Raises ReceiptInvalid, also for someone else's picture."""
    try:
        claims = verifier.claims(token, issuers=("media-*",))
        receipt = msgspec.convert(claims, AvatarReceipt)
    except (Unauthenticated, msgspec.ValidationError) as error:
        raise ReceiptInvalid from error
    if receipt.owner_id != str(owner) or claims["iss"] != f"media-{receipt.home}":
        raise ReceiptInvalid
    return Avatar(
        media_id=receipt.media_id,
        home=receipt.home,
        key=receipt.key,
        width=receipt.width,
        height=receipt.height,
        blur=receipt.blur,
        renditions=receipt.renditions,
    )
