"""What runs beside the API of a region: processing, deletions, and the sweep of the spool."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from litestar import Litestar
from nats.aio.msg import Msg

from kit import observability
from kit.app import Runtime
from kit.events import Envelope
from media_server.domain.deletion import Deletions, Graveyard
from media_server.domain.events import MediaDeleted
from media_server.domain.model import Tombstone
from media_server.domain.processing import Processing
from media_server.domain.quota import Quotas
from media_server.domain.receipts import ReceiptBook
from media_server.domain.settings import SERVICE, MediaSettings, load_media_settings
from media_server.domain.spool import Spool
from media_server.domain.stores import Stores
from media_server.pipeline.client import Decoder

_SWEEP_SECONDS = 600.0
_CONNECT_SECONDS = 0.5
_deleted = msgspec.json.Decoder(Envelope[MediaDeleted])


class Desk:
    """What the handlers of one region work with."""

    def __init__(self, settings: MediaSettings, region: str, multiplier: float = 1.0) -> None:
        directory = settings.spool_directory(region)
        stores = Stores(settings, region)
        self.region = region
        self.ticket_key = settings.ticket_key
        self.spool = Spool(directory)
        self.quotas = Quotas(directory, self.spool, multiplier)
        self.processing = Processing(self.spool, stores, ReceiptBook(region, settings.receipt_key), Decoder())
        self.graveyard = Graveyard(directory)
        self.stores = stores


@asynccontextmanager
async def run(runtime: Runtime, app: Litestar) -> AsyncIterator[None]:
    """Open the region's desk as `app.state.desk` and work in the background until the API ends."""
    settings = load_media_settings(runtime.environ)
    desk = Desk(settings, runtime.settings.region, runtime.settings.limits_multiplier)
    purge_url = None if runtime.settings.in_primary else settings.purge_url  # the primary region has no CDN
    deletions = Deletions(desk.graveyard, desk.stores, purge_url)
    app.state.desk = desk
    desk.processing.resume()
    tasks = [
        asyncio.create_task(deletions.follow(runtime.database.reader)),
        asyncio.create_task(_listen(runtime, deletions)),
        asyncio.create_task(_sweep(desk.spool, desk.quotas)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await deletions.close()
        await desk.processing.close()


async def _listen(runtime: Runtime, deletions: Deletions) -> None:
    """Hear of deletions when they happen; what is missed here comes with the replica."""

    async def heard(message: Msg) -> None:
        event = _deleted.decode(message.data)
        media = event.payload
        for home in media.homes:
            deletions.begin(
                Tombstone(key=media.key, home=home, media_id=int(media.media_id), deleted_at=event.occurred_at)
            )

    await _connected(runtime)
    await runtime.nats.subscribe(f"rt.all.{MediaDeleted.event_type}", cb=heard)


async def _connected(runtime: Runtime) -> None:
    """The client connects by itself and tells nobody when it has."""
    while True:
        if runtime.nats.is_connected:
            return
        await asyncio.sleep(_CONNECT_SECONDS)


async def _sweep(spool: Spool, quotas: Quotas) -> None:
    while True:
        removed = await asyncio.to_thread(spool.sweep)
        quotas.sweep()
        if removed:
            observability.record(SERVICE, "uploads_swept", count=removed)
        await asyncio.sleep(_SWEEP_SECONDS)
