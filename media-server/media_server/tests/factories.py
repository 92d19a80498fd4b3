"""Tickets, receipts and events as the other services make them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kit import clock
from kit.ids import new_id
from kit.testing.service import ServiceUnderTest
from media_server.domain.model import Receipt, Ticket
from media_server.domain.receipts import ReceiptBook
from media_server.domain.tickets import make_ticket
from media_server.pipeline.geometry import Kind
from media_server.pipeline.result import Rendition
from media_server.tests.conftest import EDGE

ALICE, BOB = 1001, 1002
LIFE = timedelta(hours=24)


def a_ticket(
    size: int, *, kind: Kind = "post", edge: str = EDGE, life: timedelta = LIFE, owner: int | None = None
) -> Ticket:
    """For an account that has sent nothing yet, unless it is named."""
    exp = int((clock.now() + life).timestamp())
    return Ticket(str(new_id()), str(owner or new_id()), size, kind, edge, exp)


def signed(media: ServiceUnderTest, ticket: Ticket) -> str:
    """The ticket as the BFF of the edge signs it."""
    return make_ticket(ticket, media.world.secrets.password(f"ticket/{EDGE}"))


def book(media: ServiceUnderTest, region: str = EDGE) -> ReceiptBook:
    return ReceiptBook(region, media.world.secrets.private_key(f"media-{region}"))


def a_receipt(media: ServiceUnderTest, *, kind: Kind = "post", media_id: int | None = None) -> Receipt:
    """A picture with one rendition, 320 wide, at home in the edge."""
    found = str(media_id or new_id())
    return Receipt(
        media_id=found,
        owner_id=str(ALICE),
        home=EDGE,
        key=book(media).object_key(found, "edit", "0" * 64),
        kind=kind,
        width=320,
        height=320,
        blur="data:image/webp;base64,",
        renditions=[Rendition(320, 320)],
        digest="0" * 64,
    )


def post_created(media: ServiceUnderTest, post_id: int, *receipts: Receipt) -> Any:
    payload = {
        "post_id": str(post_id),
        "author_id": str(ALICE),
        "created_at": clock.now(),
        "media": [book(media).sign(receipt) for receipt in receipts],
    }
    return media.event("content.post_created", payload, actor=ALICE)


def post_deleted(media: ServiceUnderTest, post_id: int, *receipts: Receipt) -> Any:
    payload = {
        "post_id": str(post_id),
        "author_id": str(ALICE),
        "media_ids": [receipt.media_id for receipt in receipts],
    }
    return media.event("content.post_deleted", payload, actor=ALICE)


def avatar_changed(media: ServiceUnderTest, new: Receipt | None, before: Receipt | None = None) -> Any:
    avatar = None
    if new is not None:
        avatar = {
            "media_id": new.media_id,
            "home": new.home,
            "key": new.key,
            "width": new.width,
            "height": new.height,
            "blur": new.blur,
            "renditions": [{"width": r.width, "height": r.height} for r in new.renditions],
        }
    payload = {
        "account_id": str(ALICE),
        "receipt": avatar,
        "previous_media_id": before.media_id if before else None,
    }
    return media.event("user.avatar_changed", payload, actor=ALICE)
