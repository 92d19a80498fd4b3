"""Collect what was uploaded and never published, and delete what outlived its deletion.

A receipt can be used for 24 hours, and the event of its use may be late for as long again; then an object that nobody
registered gets a tombstone, and every region deletes it as it deletes a picture. While events wait to be applied,
nothing is collected. A store is gone through a page at a time, and the next run goes on where this one ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta

import nats.errors
from nats.js import JetStreamContext

from kit import clock, observability
from kit.errors import Unavailable
from kit.jobs import JobContext
from media_server.domain import commands, queries
from media_server.domain.receipts import LIFE
from media_server.domain.settings import SERVICE
from media_server.domain.stores import StoredObject, Stores

GRACE = LIFE + timedelta(hours=24)
_ITEM = re.compile(r"([a-z0-9-]+)/([A-Za-z0-9_-]{22})/[^/]+")
# Whose events register pictures.
_STREAMS = ("EV_CONTENT", "EV_USER")
_DURABLE = "media_server"
_LOOKS = 50


async def sweep_objects(context: JobContext) -> None:
    """Go through the stores of all regions; one that is away is left for the next run."""
    stores: Stores = context.state["stores"]
    if not await _caught_up(context):
        observability.log(SERVICE).info("sweep_waits")
        return
    for region in stores.regions:
        try:
            await _sweep_store(context, stores, region)
        except Unavailable:
            observability.log(SERVICE).info("sweep_skipped", store=region)


async def _caught_up(context: JobContext) -> bool:
    """Whether every event that may register a picture has been applied; not, when nobody can tell."""
    js = context.runtime.nats.jetstream(timeout=5)
    try:
        return all([await _all_applied(js, stream) for stream in _STREAMS])
    except (nats.errors.Error, OSError, TimeoutError):
        return False


async def _all_applied(js: JetStreamContext, stream: str) -> bool:
    """On a busy stream there is a moment without anything waiting; behind one that is stuck there is none."""
    for _ in range(_LOOKS):
        found = await js.consumer_info(stream, _DURABLE)
        if not found.num_pending and not found.num_ack_pending:
            return True
    return False


async def _sweep_store(context: JobContext, stores: Stores, region: str) -> None:
    after = await queries.swept_until(context.reader, region)
    async for page in stores.walk(region, after):
        await _sweep_page(context, stores, region, page)
        async with context.writer() as writer:
            await commands.mark_swept(writer, region, page[-1].path)
    async with context.writer() as writer:
        await commands.mark_swept(writer, region, None)


async def _sweep_page(context: JobContext, stores: Stores, region: str, page: list[StoredObject]) -> None:
    old = _old_items(page, clock.now() - GRACE)
    keys = [key for _, key in old]
    living = await queries.living_keys(context.reader, keys)
    buried = await queries.buried_keys(context.reader, keys)
    for home, key in old:
        if key in buried:
            await stores.delete(region, home, key)
    orphans = [(home, key) for home, key in old if key not in living | buried]
    if orphans:
        async with context.writer() as writer:
            count = await commands.bury_orphans(writer, orphans)
        observability.record(SERVICE, "orphans_buried", count=count, store=region)


def _old_items(page: list[StoredObject], before: datetime) -> list[tuple[str, str]]:
    """(home, key) of the items on a page whose every object is older than `before`."""
    newest: dict[tuple[str, str], datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=before.tzinfo))
    for path, modified in page:
        if item := _ITEM.fullmatch(path):
            home, key = item.groups()
            newest[home, key] = max(newest[home, key], modified)
    return [item for item, modified in newest.items() if modified < before]
