"""Upload tickets: `base64url(json).base64url(HMAC-SHA256)`, made by the BFF of this edge (docs/protocols.md, section 6)."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from kit import clock
from media_server.domain.errors import TicketInvalid, TooLarge, UploadGone
from media_server.domain.model import Ticket
from media_server.pipeline.refusals import MAX_BYTES

_LONGEST = 2_000
_decoder = msgspec.json.Decoder(Ticket)


def make_ticket(ticket: Ticket, key: str) -> str:
    """The header's text; the BFF does the same in its own language."""
    body = _encode(msgspec.json.encode(ticket))
    return f"{body}.{_signature(body, key)}"


def read_ticket(text: str, *, key: str, edge: str) -> Ticket:
    """A ticket that is good here and now. Raises TicketInvalid, TooLarge, UploadGone."""
    body, _, signature = text.partition(".")
    if len(text) > _LONGEST or not text.isascii() or not hmac.compare_digest(_signature(body, key), signature):
        raise TicketInvalid
    try:
        ticket = _decoder.decode(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, msgspec.DecodeError) as error:
        raise TicketInvalid from error
    if ticket.edge != edge or ticket.size < 0:
        raise TicketInvalid
    if ticket.exp <= clock.now().timestamp():
        raise UploadGone
    if ticket.size > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES)
    return ticket


def _signature(body: str, key: str) -> str:
    return _encode(hmac.new(key.encode(), body.encode(), hashlib.sha256).digest())


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
