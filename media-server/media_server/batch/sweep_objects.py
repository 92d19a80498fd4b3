"""Delete objects that nobody has registered: edits that were not published, and what outlived its deletion.

A receipt can be used for 24 hours and its event may be late for as long again; then nobody can ask for the object.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta

from kit import clock, observability
from kit.db import Reader
from kit.errors import Unavailable
from kit.jobs import JobContext
from media_server.domain import queries
from media_server.domain.receipts import LIFE
from media_server.domain.settings import SERVICE
from media_server.domain.stores import StoredObject, Stores

GRACE = LIFE + timedelta(hours=24)
_ITEM = re.compile(r"([a-z0-9-]+)/([A-Za-z0-9_-]{22})/[^/]+")


async def sweep_objects(context: JobContext) -> None:
    """Go through the stores of all regions, a page at a time; one that is away is left for the next run."""
    stores: Stores = context.state["stores"]
    for region in stores.regions:
        try:
            async for page in stores.walk(region):
                await _sweep_page(context.reader, stores, region, page)
        except Unavailable:
            observability.log(SERVICE).info("sweep_skipped", store=region)


async def _sweep_page(reader: Reader, stores: Stores, region: str, page: list[StoredObject]) -> None:
    old = _old_items(page, clock.now() - GRACE)
    living = await queries.living_keys(reader, [key for _, key in old])
    for home, key in old:
        if key not in living:
            await stores.delete(region, home, key)
            observability.record(SERVICE, "orphan_deleted", key=key, store=region)


def _old_items(page: list[StoredObject], before: datetime) -> list[tuple[str, str]]:
    """(home, key) of the items on a page whose every object is older than `before`."""
    newest: dict[tuple[str, str], datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=before.tzinfo))
    for path, modified in page:
        if item := _ITEM.fullmatch(path):
            home, key = item.groups()
            newest[home, key] = max(newest[home, key], modified)
    return [item for item, modified in newest.items() if modified < before]
