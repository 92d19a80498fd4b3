"""A request's body as it comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.exceptions import InternalServerException

from media_server.domain.errors import UploadInterrupted


async def chunks(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """Raises UploadInterrupted when the sender goes away before the end."""
    try:
        async for chunk in request.stream():
            yield chunk
    except InternalServerException as error:
        raise UploadInterrupted from error
