"""What can go wrong, as the caller learns it."""

from __future__ import annotations

from kit.errors import Problem
from media_server.pipeline.refusals import REASONS


class TicketInvalid(Problem):
    status = 403
    code = "ticket_invalid"
    detail = "The upload ticket is missing, altered, or meant for another upload or region."


class UploadInterrupted(Problem):
    """The sender fell silent or went away; what had arrived is kept."""

    status = 408
    code = "upload_interrupted"
    detail = "The connection broke. Ask how far the upload has come, and go on from there."


class UploadNotFound(Problem):
    status = 404
    code = "upload_not_found"
    detail = "There is no such upload."


class OffsetMismatch(Problem):
    """`offset` says where the upload stands."""

    status = 409
    code = "offset_mismatch"
    detail = "The upload stands at another position. Ask where, and go on from there."


class UploadIncomplete(Problem):
    status = 409
    code = "upload_incomplete"
    detail = "Not all bytes have arrived yet."


class UploadGone(Problem):
    status = 410
    code = "upload_expired"
    detail = "The upload has expired. Begin again."


class ProtocolVersion(Problem):
    status = 412
    code = "tus_version"
    detail = "Send the header Tus-Resumable: 1.0.0."

    def headers(self) -> dict[str, str]:
        return {"tus-version": "1.0.0"}


class TooLarge(Problem):
    """`limit` is in bytes."""

    status = 413
    code = "too_large"
    detail = REASONS["too_large"]


class LengthMismatch(Problem):
    status = 400
    code = "length_mismatch"
    detail = "Upload-Length must be the size that the ticket was given for."


class WrongContentType(Problem):
    status = 415
    code = "wrong_content_type"
    detail = "Send application/offset+octet-stream."


class TooManyUploads(Problem):
    """`limit` is how many uploads of one account may be unfinished in an edge."""

    status = 429
    code = "too_many_uploads"
    detail = "Too many pictures of this account are being sent. Finish some of them first."


class UploadQuota(Problem):
    """`limit` is in bytes, for an account, an edge and 24 hours."""

    status = 429
    code = "upload_quota"
    detail = "This account has sent as much as it may within a day."


class UploadLocked(Problem):
    status = 423
    code = "upload_locked"
    detail = "Another request is writing to this upload."


class TooBusy(Problem):
    status = 503
    code = "too_busy"
    detail = "Too many pictures are waiting. Try again soon."
