"""From received bytes to a receipt: render, store, sign. A few pictures at a time, each once per edit."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress

import msgspec

from kit import observability
from kit.errors import Unavailable
from media_server.domain.errors import TooBusy, UploadIncomplete
from media_server.domain.model import Reason, Receipt, UploadState
from media_server.domain.receipts import ReceiptBook
from media_server.domain.settings import SERVICE
from media_server.domain.spool import Outcome, Spool, Upload
from media_server.domain.stores import Stores
from media_server.pipeline.client import Decoder, Rendered
from media_server.pipeline.geometry import Edit
from media_server.pipeline.refusals import REASONS, PictureRefused

AT_ONCE = 2
_WAITING = 200
_STORE_TRIES = 4
_STORE_PAUSE = 0.5
_STORE_AWAY = Reason("store_unavailable", REASONS["store_unavailable"])


class _Work:
    def __init__(self, edit: Edit, task: asyncio.Task[None]) -> None:
        self.edit = edit
        self.task = task


class Processing:
    """The pictures that this process is working on, by media id."""

    def __init__(self, spool: Spool, stores: Stores, book: ReceiptBook, decoder: Decoder) -> None:
        self._spool = spool
        self._stores = stores
        self._book = book
        self._decoder = decoder
        self._places = asyncio.Semaphore(AT_ONCE)
        self._running: dict[str, _Work] = {}

    async def start(self, upload: Upload, edit: Edit) -> None:
        """Begin to make renditions unless that was done, or is being done, for this very edit.

        Another edit takes the place of one that is running. Raises UploadIncomplete, TooBusy.
        """
        if not upload.complete:
            raise UploadIncomplete(offset=upload.offset)
        media_id = upload.ticket.media_id
        running = self._running.get(media_id)
        if (running is not None and running.edit == edit) or _settled(upload.outcome(), edit):
            return
        if len(self._running) >= _WAITING:
            raise TooBusy
        if running is not None:
            await _end(running.task)
        upload.settle(Outcome(edit=edit, state=UploadState.PROCESSING))
        self._begin(upload, edit)

    def resume(self) -> None:
        """Take up what the process before left behind."""
        for upload in self._spool.unfinished():
            outcome = upload.outcome()
            if outcome is not None:
                self._begin(upload, outcome.edit)

    async def wait(self, media_id: str, seconds: float) -> None:
        """Until the work on an upload ends, if there is any, but no longer than `seconds`."""
        work = self._running.get(media_id)
        if work is not None:
            await asyncio.wait([work.task], timeout=seconds)

    async def stop(self, media_id: str) -> None:
        """Drop the work on an upload."""
        work = self._running.get(media_id)
        if work is not None:
            await _end(work.task)

    async def close(self) -> None:
        """Stop at once; what was not finished is taken up by the next process."""
        for media_id in list(self._running):
            await self.stop(media_id)
        await self._decoder.close()

    def _begin(self, upload: Upload, edit: Edit) -> None:
        media_id = upload.ticket.media_id
        work = _Work(edit, asyncio.create_task(self._work(upload, edit)))
        self._running[media_id] = work

        def ended(_: asyncio.Task[None]) -> None:
            if self._running.get(media_id) is work:
                del self._running[media_id]

        work.task.add_done_callback(ended)

    async def _work(self, upload: Upload, edit: Edit) -> None:
        async with self._places:
            try:
                outcome = await self._process(upload, edit)
            except PictureRefused as refused:
                outcome = _failed(edit, Reason(refused.code, refused.detail))
            except Unavailable:
                outcome = _failed(edit, _STORE_AWAY)
            except FileNotFoundError:  # terminated meanwhile
                return
        upload.settle(outcome)
        observability.record(SERVICE, f"upload_{outcome.state}", media_id=upload.ticket.media_id)

    async def _process(self, upload: Upload, edit: Edit) -> Outcome:
        ticket = upload.ticket
        rendered = await self._decoder.render(upload.data, ticket.kind, edit)
        key = self._book.object_key(ticket.media_id, _mark(edit), rendered.result.digest)
        original = await asyncio.to_thread(upload.data.read_bytes)
        await self._store(key, rendered, original)
        result = rendered.result
        receipt = Receipt(
            media_id=ticket.media_id,
            owner_id=ticket.owner_id,
            home=self._stores.region,
            key=key,
            kind=ticket.kind,
            width=result.width,
            height=result.height,
            blur=result.blur,
            renditions=result.renditions,
            digest=result.digest,
        )
        return Outcome(
            edit=edit,
            state=UploadState.READY,
            receipt=self._book.sign(receipt),
            source=result.source,
            renditions=result.renditions,
        )

    async def _store(self, key: str, rendered: Rendered, original: bytes) -> None:
        """A store that restarts is waited for."""
        home = self._stores.region
        for attempt in range(1, _STORE_TRIES + 1):
            try:
                # The sweep of orphans goes by renditions: an original without them would never be found.
                await self._stores.put(home, key, rendered.files)
                await self._stores.put_original(home, key, original)
                return
            except Unavailable:
                if attempt == _STORE_TRIES:
                    raise
                await asyncio.sleep(_STORE_PAUSE * attempt)


def _settled(outcome: Outcome | None, edit: Edit) -> bool:
    """Whether there is nothing left to do; only a store that was away is worth another try."""
    if outcome is None or outcome.edit != edit:
        return False
    return outcome.state is UploadState.READY or (outcome.state is UploadState.FAILED and outcome.reason != _STORE_AWAY)


def _failed(edit: Edit, reason: Reason) -> Outcome:
    return Outcome(edit=edit, state=UploadState.FAILED, reason=reason)


def _mark(edit: Edit) -> str:
    return hashlib.sha256(msgspec.json.encode(edit)).hexdigest()


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
