"""Answers out of what the spool knows."""

from __future__ import annotations

from media_server.api import tus
from media_server.api.schemas import UploadView
from media_server.domain.model import UploadState
from media_server.domain.spool import Upload


def upload_view(upload: Upload) -> UploadView:
    outcome = upload.outcome()
    return UploadView(
        state=(outcome.state if outcome else UploadState.RECEIVING).value,
        offset=upload.offset,
        size=upload.ticket.size,
        expires_at=tus.expires_at(upload),
        receipt=outcome.receipt if outcome else None,
        source=outcome.source if outcome else None,
        renditions=outcome.renditions if outcome else [],
        reason=outcome.reason if outcome else None,
    )
