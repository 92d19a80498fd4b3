"""The headers of the tus protocol, version 1.0.0 (core, creation, termination, expiration)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from media_server.domain.errors import LengthMismatch, OffsetMismatch, ProtocolVersion, TooLarge, WrongContentType
from media_server.domain.model import Ticket
from media_server.domain.spool import Upload
from media_server.pipeline.refusals import MAX_BYTES

VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
# As the browser sees it: nginx puts the service's own prefix before it.
PUBLIC_PATH = "/upload/files"

OPTIONS = {
    "Tus-Resumable": VERSION,
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,termination,expiration",
    "Tus-Max-Size": str(MAX_BYTES),
}


def require_version(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard of every tus request but OPTIONS. Raises ProtocolVersion."""
    if connection.headers.get("tus-resumable") != VERSION:
        raise ProtocolVersion


def require_length(length: int | None, ticket: Ticket) -> None:
    """Upload-Length must be what the ticket was given for. Raises TooLarge, LengthMismatch."""
    if length is not None and length > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES)
    if length != ticket.size:
        raise LengthMismatch(size=ticket.size)


def require_chunk(request: Request[Any, Any, Any], offset: int | None, upload: Upload) -> int:
    """Where the body of a PATCH begins. Raises WrongContentType, OffsetMismatch, TooLarge."""
    if request.headers.get("content-type") != CHUNK_TYPE:
        raise WrongContentType
    if offset is None:
        raise OffsetMismatch(offset=upload.offset)
    if offset + (request.content_length or 0) > upload.ticket.size:
        raise TooLarge(limit=upload.ticket.size)
    return offset


def progress(upload: Upload) -> dict[str, str]:
    """Headers that say how far an upload has come and how long it lives."""
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.ticket.size),
        "Upload-Expires": format_datetime(expires_at(upload), usegmt=True),
        "Cache-Control": "no-store",
    }


def expires_at(upload: Upload) -> datetime:
    return datetime.fromtimestamp(upload.ticket.exp, UTC)
