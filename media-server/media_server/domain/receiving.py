"""Taking in the bytes of an upload: what has arrived counts, however the connection ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

from media_server.domain.errors import OffsetMismatch, TooLarge, UploadInterrupted
from media_server.domain.spool import Upload

_BUFFER = 256 * 1024
# A connection that has gone quiet gives the upload free for the one that resumes.
IDLE_SECONDS = 15.0


async def receive(upload: Upload, offset: int, chunks: AsyncIterator[bytes]) -> int:
    """Append `chunks` from `offset` on; answers the new offset.

    Raises UploadLocked, OffsetMismatch, TooLarge (with all that fits kept), UploadInterrupted.
    """
    with upload.writing() as file:
        if offset != upload.offset:
            raise OffsetMismatch(offset=upload.offset)
        room = upload.ticket.size - offset
        buffer = bytearray()
        try:
            async for chunk in _steady(chunks):
                buffer += chunk[:room]
                if len(chunk) > room:
                    raise TooLarge(limit=upload.ticket.size)
                room -= len(chunk)
                if len(buffer) >= _BUFFER:
                    await _append(file, buffer)
        finally:
            await _append(file, buffer)
    return upload.offset


async def _steady(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise UploadInterrupted from error
        yield chunk


async def _append(file: int, buffer: bytearray) -> None:
    data = bytes(buffer)
    buffer.clear()
    await asyncio.to_thread(_write_all, file, data)


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
