"""What one account may send through this edge: uploads that are not finished, and bytes within a day.

Counted by the owner whom the BFF signed into the ticket, when an upload begins; neither another ticket nor throwing an
upload away gives anything back. Files of the spool: `<spool>/quota/<owner id>.json`. Every edge counts for itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from kit import clock
from media_server.domain.errors import TooManyUploads, UploadQuota
from media_server.domain.model import Ticket, UploadState
from media_server.domain.spool import Spool, read_json, write_whole

IN_FLIGHT = 60
BYTES_A_DAY = 5_000_000_000
_DAY = timedelta(hours=24)


class Begun(msgspec.Struct, frozen=True):
    """An upload that was begun, of `size` bytes."""

    media_id: str
    size: int
    at: datetime


class Quotas:
    """Raised by `multiplier` for load tests."""

    def __init__(self, directory: Path, spool: Spool, multiplier: float = 1.0) -> None:
        self._directory = directory / "quota"
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._spool = spool
        self._multiplier = multiplier

    def take(self, ticket: Ticket) -> None:
        """Count an upload that begins; one that goes on is counted already. Raises TooManyUploads, UploadQuota."""
        begun = self._of(ticket.owner_id)
        if any(one.media_id == ticket.media_id for one in begun):
            return
        if sum(map(self._in_flight, begun)) >= IN_FLIGHT * self._multiplier:
            raise TooManyUploads(limit=IN_FLIGHT)
        if sum(one.size for one in begun) + ticket.size > BYTES_A_DAY * self._multiplier:
            raise UploadQuota(limit=BYTES_A_DAY)
        begun.append(Begun(ticket.media_id, ticket.size, clock.now()))
        write_whole(self._path(ticket.owner_id), msgspec.json.encode(begun))

    def sweep(self) -> None:
        """Forget accounts that have begun nothing for a day."""
        for path in self._directory.glob("*.json"):
            if not self._of(path.stem):
                path.unlink(missing_ok=True)

    def _of(self, owner_id: str) -> list[Begun]:
        found: list[Begun] = read_json(self._path(owner_id), list[Begun]) or []
        since = clock.now() - _DAY
        return [one for one in found if one.at > since]

    def _in_flight(self, one: Begun) -> bool:
        upload = self._spool.find(one.media_id)
        if upload is None:
            return False
        outcome = upload.outcome()
        return outcome is None or outcome.state is UploadState.PROCESSING

    def _path(self, owner_id: str) -> Path:
        return self._directory / f"{int(owner_id)}.json"
