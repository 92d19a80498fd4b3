"""Uploads: tus for the bytes, then one request to make renditions and one to see how far they are."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import HttpMethod, Request, Response, delete, get, head, patch, post, route
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, Parameter

from kit.app import ANYONE, NOBODY, operation
from media_server.api import tus
from media_server.api.background import Desk
from media_server.api.schemas import EditRequest, UploadView
from media_server.api.streaming import chunks
from media_server.api.views import upload_view
from media_server.domain import errors
from media_server.domain.model import Ticket
from media_server.domain.receiving import receive
from media_server.domain.spool import Upload
from media_server.domain.tickets import read_ticket

FILES = "/upload/files"
FILE = FILES + "/{media_id:str}"
LONGEST_WAIT = 20

_COMMON = [errors.TicketInvalid, errors.UploadGone, errors.TooLarge]
_FOUND = [*_COMMON, errors.UploadNotFound]
_TUS = [*_FOUND, errors.ProtocolVersion]

TicketText = Annotated[
    str,
    HeaderParameter(name="Upload-Ticket", required=False, description="The ticket that the BFF gave for this upload."),
]
Length = Annotated[
    int | None, HeaderParameter(name="Upload-Length", ge=0, description="Size of the file, as the ticket says it.")
]
Offset = Annotated[
    int | None, HeaderParameter(name="Upload-Offset", ge=0, description="How many bytes had arrived before this body.")
]
Wait = Annotated[float, Parameter(ge=0, le=LONGEST_WAIT, description="Seconds to wait for the end of processing.")]


def _empty(status: int, description: str) -> dict[int, ResponseSpec]:
    """Only headers are answered."""
    return {status: ResponseSpec(None, description=description, generate_examples=False)}


def _operation(found: list[Any], *, deadline: float | None = 5.0) -> dict[str, Any]:
    return operation(
        viewer=NOBODY, issuers=ANYONE, route="local-upload", idempotency="exempt", errors=found, deadline=deadline
    )


async def provide_desk(state: State) -> Desk:
    desk: Desk = state.desk
    return desk


async def provide_ticket(request: Request[Any, Any, Any], desk: Desk, upload_ticket: TicketText = "") -> Ticket:
    """The ticket of the request; where the path names an upload, the ticket must be for it."""
    ticket = read_ticket(upload_ticket, key=desk.ticket_key, edge=desk.region)
    if request.path_params.get("media_id", ticket.media_id) != ticket.media_id:
        raise errors.TicketInvalid
    return ticket


async def provide_upload(desk: Desk, ticket: Ticket) -> Upload:
    return desk.spool.require(ticket.media_id)


@route([FILES, FILE], http_method=[HttpMethod.OPTIONS], status_code=204, **_operation([]))
async def describe_protocol() -> Response[None]:
    """What of tus is spoken here."""
    return Response(None, headers=tus.OPTIONS)


@post(
    FILES,
    status_code=201,
    guards=[tus.require_version],
    responses=_empty(201, "Go on at Location, from Upload-Offset."),
    **_operation([*_TUS, errors.LengthMismatch, errors.TooManyUploads, errors.UploadQuota]),
)
async def create_upload(desk: Desk, ticket: Ticket, length: Length = None) -> Response[None]:
    """Begin an upload, or find the one that this ticket began."""
    tus.require_length(length, ticket)
    desk.quotas.take(ticket)
    upload = desk.spool.create(ticket)
    return Response(None, headers=tus.progress(upload) | {"Location": f"{tus.PUBLIC_PATH}/{ticket.media_id}"})


@head(
    FILE,
    guards=[tus.require_version],
    responses=_empty(200, "Upload-Offset says how far it has come."),
    **_operation(_TUS),
)
async def read_offset(upload: Upload) -> Response[None]:
    """How many bytes have arrived."""
    return Response(None, headers=tus.progress(upload))


@patch(
    FILE,
    status_code=204,
    guards=[tus.require_version],
    request_max_body_size=None,
    responses=_empty(204, "Upload-Offset says how far it has come."),
    **_operation(
        [*_TUS, errors.OffsetMismatch, errors.UploadLocked, errors.WrongContentType, errors.UploadInterrupted],
        deadline=None,
    ),
)
async def append_bytes(request: Request[Any, Any, Any], upload: Upload, offset: Offset = None) -> Response[None]:
    """Take in the body, of type application/offset+octet-stream, from Upload-Offset on."""
    await receive(upload, tus.require_chunk(request, offset, upload), chunks(request))
    return Response(None, headers=tus.progress(upload))


@delete(
    FILE,
    status_code=204,
    guards=[tus.require_version],
    responses=_empty(204, "Everything is gone."),
    **_operation([*_TUS, errors.UploadLocked]),
)
async def terminate_upload(desk: Desk, upload: Upload) -> Response[None]:
    """Throw an upload away."""
    with upload.writing():
        await desk.processing.stop(upload.ticket.media_id)
        desk.spool.remove(upload.ticket.media_id)
    return Response(None, headers={"Tus-Resumable": tus.VERSION})


@post(FILE + "/process", status_code=202, **_operation([*_FOUND, errors.UploadIncomplete, errors.TooBusy]))
async def process_upload(data: EditRequest, desk: Desk, upload: Upload) -> UploadView:
    """Make the renditions of a complete upload; asking again for the same edit changes nothing."""
    await desk.processing.start(upload, data.edit())
    return upload_view(upload)


@get(FILE, **_operation(_FOUND, deadline=LONGEST_WAIT + 5.0))
async def read_upload(desk: Desk, upload: Upload, wait: Wait = 0) -> UploadView:
    """How an upload stands."""
    await desk.processing.wait(upload.ticket.media_id, wait)
    return upload_view(upload)


ROUTES = [
    describe_protocol,
    create_upload,
    read_offset,
    append_bytes,
    terminate_upload,
    process_upload,
    read_upload,
]
DEPENDENCIES = {"desk": provide_desk, "ticket": provide_ticket, "upload": provide_upload}
