"""Making deleted media vanish from this region: its store, its CDN cache, and every place a fill could come from.

What is to be done is written down first (`<spool>/tombstones/<key>.json`) and crossed out at the end, so a crash or a
cut link only delays it. A fill of the CDN that began before the objects were gone may still put a file into the cache;
therefore the cache is purged once more when the longest fill is over.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import msgspec

from kit import observability
from kit.db import Reader
from kit.errors import Unavailable
from media_server.domain import queries
from media_server.domain.model import Tombstone
from media_server.domain.settings import SERVICE
from media_server.domain.spool import read_json, write_whole
from media_server.domain.stores import Stores

# A fill that was under way is almost always over after the first pause, and surely after all of them.
_PURGE_AGAIN_AFTER = (1.0, 4.0, 25.0)
# A transaction may become visible this much later than its own time says.
OVERLAP = timedelta(seconds=60)
_POLL_SECONDS = 1.0
_RETRY_SECONDS = 2.0
_PAGE = 500
_AT_ONCE = 8
_PURGE_TIMEOUT = aiohttp.ClientTimeout(total=2)
_EPOCH = datetime.fromisoformat("2024-01-01T00:00:00+00:00")


class Checkpoint(msgspec.Struct, frozen=True):
    """Every tombstone up to this time was noted."""

    at: datetime


class Graveyard:
    """Tombstones of this region that are not yet done with."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / "tombstones"
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._checkpoint = directory / "tombstones.json"

    def note(self, tombstone: Tombstone) -> None:
        path = self._path(tombstone.key)
        if not path.exists():
            write_whole(path, msgspec.json.encode(tombstone))

    def noted(self) -> list[Tombstone]:
        found = [read_json(path, Tombstone) for path in sorted(self._directory.glob("*.json"))]
        return [tombstone for tombstone in found if tombstone is not None]

    def done(self, tombstone: Tombstone) -> None:
        self._path(tombstone.key).unlink(missing_ok=True)

    @property
    def checkpoint(self) -> datetime:
        saved: Checkpoint | None = read_json(self._checkpoint, Checkpoint)
        return saved.at if saved else _EPOCH

    def advance(self, at: datetime) -> None:
        write_whole(self._checkpoint, msgspec.json.encode(Checkpoint(at)))

    def _path(self, key: str) -> Path:
        return self._directory / f"{key}.json"


class Deletions:
    """Carries out tombstones, learnt from the broker (at once) and from the replica (surely)."""

    def __init__(self, graveyard: Graveyard, stores: Stores, purge_url: str | None) -> None:
        self._graveyard = graveyard
        self._stores = stores
        self._purge_url = purge_url
        self._begun: dict[str, datetime] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._http = aiohttp.ClientSession(timeout=_PURGE_TIMEOUT)

    def begin(self, tombstone: Tombstone) -> None:
        """Note a tombstone and begin; nothing happens when it is known already."""
        known = self._begun.get(tombstone.key)
        if tombstone.key in self._tasks or (known is not None and known >= tombstone.deleted_at):
            return
        self._begun[tombstone.key] = tombstone.deleted_at
        self._graveyard.note(tombstone)
        task = asyncio.create_task(self._carry_out(tombstone))
        self._tasks[tombstone.key] = task
        task.add_done_callback(lambda _: self._tasks.pop(tombstone.key, None))

    async def follow(self, reader: Reader) -> None:
        """Read new tombstones from the replica, again and again, until cancelled."""
        for tombstone in self._graveyard.noted():
            self.begin(tombstone)
        while True:
            try:
                await self.catch_up(reader)
            except Exception as error:  # the replica may be restarting; the next round reads the same rows
                observability.log(SERVICE).info("tombstones_wait", reason=type(error).__name__)
            await asyncio.sleep(_POLL_SECONDS)

    async def catch_up(self, reader: Reader) -> None:
        """Begin everything that the replica knows and this region does not."""
        checkpoint = self._graveyard.checkpoint
        after, key = checkpoint - OVERLAP, ""
        while page := await queries.list_tombstones(reader, after, key, _PAGE):
            for tombstone in page:
                self.begin(tombstone)
            after, key = page[-1].deleted_at, page[-1].key
            if len(page) < _PAGE:
                break
        if key and after > checkpoint:
            self._graveyard.advance(after)
        self._forget_before(self._graveyard.checkpoint - OVERLAP)

    async def close(self) -> None:
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._http.close()

    def _forget_before(self, when: datetime) -> None:
        for key in [key for key, at in self._begun.items() if at < when and key not in self._tasks]:
            del self._begun[key]

    async def _carry_out(self, tombstone: Tombstone) -> None:
        waiting = set(self._stores.regions)
        while waiting:
            async with self._places:
                await self._delete(tombstone, waiting)
                await self._purge(tombstone)
            if waiting:
                await asyncio.sleep(_RETRY_SECONDS)
        for pause in _PURGE_AGAIN_AFTER:
            await asyncio.sleep(pause)
            purged = await self._purge(tombstone)
        while not purged:
            await asyncio.sleep(_RETRY_SECONDS)
            purged = await self._purge(tombstone)
        self._graveyard.done(tombstone)

    async def _delete(self, tombstone: Tombstone, waiting: set[str]) -> None:
        """Our own store first, then those that a fill could come from."""
        await self._purge(tombstone)
        for region in sorted(waiting, key=lambda name: name != self._stores.region):
            if await self._gone(region, tombstone):
                waiting.discard(region)

    async def _gone(self, region: str, tombstone: Tombstone) -> bool:
        try:
            await self._stores.delete(region, tombstone.home, tombstone.key)
        except Unavailable:
            return False
        return True

    async def _purge(self, tombstone: Tombstone) -> bool:
        """Empty the cache of an item; True as well where there is no cache."""
        if self._purge_url is None:
            return True
        try:
            async with self._http.post(f"{self._purge_url}/{tombstone.home}/{tombstone.key}") as answer:
                return answer.status < 400 or answer.status == 404
        except (aiohttp.ClientError, TimeoutError):
            return False
