"""Uploads over real sockets that break, stall and compete."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from media_server.domain import receiving
from media_server.tests.factories import a_ticket, signed

SIZE = 900_000
HALF = b"x" * 450_000


class Uploader:
    """A client on a real connection."""

    def __init__(self, http: aiohttp.ClientSession, url: str, media: ServiceUnderTest) -> None:
        ticket = a_ticket(SIZE)
        self._http = http
        self._files = url
        self._file = f"{url}/{ticket.media_id}"
        self._headers = {"Tus-Resumable": "1.0.0", "Upload-Ticket": signed(media, ticket)}

    async def create(self) -> None:
        async with self._http.post(self._files, headers=self._headers | {"Upload-Length": str(SIZE)}) as answer:
            assert answer.status == 201

    async def offset(self) -> int:
        async with self._http.head(self._file, headers=self._headers) as answer:
            return int(answer.headers["Upload-Offset"])

    async def send(self, body: AsyncIterator[bytes] | bytes, offset: int = 0) -> int:
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        async with self._http.patch(self._file, data=body, headers=self._headers | headers) as answer:
            return answer.status


@pytest_asyncio.fixture(loop_scope="session")
async def uploader(edge_url: str, media: ServiceUnderTest) -> AsyncIterator[Uploader]:
    async with aiohttp.ClientSession() as http:
        made = Uploader(http, edge_url, media)
        await made.create()
        yield made


async def _half_and_then_nothing() -> AsyncIterator[bytes]:
    yield HALF
    await asyncio.Event().wait()


async def test_what_arrived_before_a_broken_connection_counts(uploader: Uploader) -> None:
    sending = asyncio.create_task(uploader.send(_half_and_then_nothing()))

    async def some_arrived() -> bool:
        return await uploader.offset() > 0

    await until(some_arrived)
    sending.cancel()

    async def all_kept() -> bool:
        return await uploader.offset() == len(HALF)

    await until(all_kept)
    assert await uploader.send(HALF, len(HALF)) == 204
    assert await uploader.offset() == SIZE


async def test_a_second_writer_is_refused_while_the_first_one_writes(uploader: Uploader) -> None:
    first = asyncio.create_task(uploader.send(_half_and_then_nothing()))

    async def writing() -> bool:
        return await uploader.offset() > 0

    await until(writing)
    assert await uploader.send(HALF, 0) == 423
    first.cancel()


async def test_a_silent_connection_gives_the_upload_free(uploader: Uploader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "IDLE_SECONDS", 0.2)

    assert await uploader.send(_half_and_then_nothing()) == 408
    assert await uploader.send(HALF, len(HALF)) == 204


async def test_chunks_without_a_length_cannot_exceed_the_ticket(uploader: Uploader) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield HALF

    assert await uploader.send(endless()) == 413
    assert await uploader.offset() == SIZE
