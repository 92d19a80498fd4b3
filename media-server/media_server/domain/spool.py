"""Unfinished uploads as files of this edge: `<spool>/uploads/<media id>/{ticket.json,data,outcome.json}`.

Losing the spool loses no published picture: an author uploads again. Writers lock `data`, so that a second one is
refused, whichever process it is in, and the lock ends with its process.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kit import clock
from media_server.domain.errors import UploadLocked, UploadNotFound
from media_server.domain.model import Reason, Ticket, UploadState
from media_server.pipeline.geometry import Edit
from media_server.pipeline.result import Rendition, Source

_ticket = msgspec.json.Decoder(Ticket)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How far the processing of an upload has come, for one edit."""

    edit: Edit
    state: UploadState
    receipt: str | None = None
    source: Source | None = None
    renditions: list[Rendition] = []
    reason: Reason | None = None


_outcome = msgspec.json.Decoder(Outcome)


class Upload:
    """One upload in the spool."""

    def __init__(self, directory: Path, ticket: Ticket) -> None:
        self._directory = directory
        self.ticket = ticket
        self.data = directory / "data"

    @property
    def offset(self) -> int:
        """Bytes that have arrived."""
        return self.data.stat().st_size

    @property
    def complete(self) -> bool:
        return self.offset == self.ticket.size

    def outcome(self) -> Outcome | None:
        """None while nobody has asked for processing."""
        try:
            return _outcome.decode((self._directory / "outcome.json").read_bytes())
        except FileNotFoundError:
            return None

    def settle(self, outcome: Outcome) -> None:
        """Remember how processing stands, whole or not at all. Silent when the upload is gone."""
        if self._directory.exists():
            write_whole(self._directory / "outcome.json", msgspec.json.encode(outcome))

    @contextmanager
    def writing(self) -> Iterator[int]:
        """The file to append to, for one writer at a time. Raises UploadLocked."""
        descriptor = os.open(self.data, os.O_WRONLY | os.O_APPEND)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadLocked from error
            yield descriptor
        finally:
            os.close(descriptor)


class Spool:
    """All uploads of this edge."""

    def __init__(self, directory: Path) -> None:
        self._uploads = directory / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)

    def create(self, ticket: Ticket) -> Upload:
        """The upload of `ticket`, which may have begun already."""
        directory = self._directory(ticket.media_id)
        directory.mkdir(exist_ok=True, mode=0o700)
        (directory / "data").touch(mode=0o600)
        write_whole(directory / "ticket.json", msgspec.json.encode(ticket))
        return Upload(directory, ticket)

    def find(self, media_id: str) -> Upload | None:
        """None when there is no such upload."""
        directory = self._directory(media_id)
        try:
            return Upload(directory, _ticket.decode((directory / "ticket.json").read_bytes()))
        except FileNotFoundError:
            return None

    def require(self, media_id: str) -> Upload:
        """Raises UploadNotFound."""
        upload = self.find(media_id)
        if upload is None:
            raise UploadNotFound
        return upload

    def remove(self, media_id: str) -> None:
        shutil.rmtree(self._directory(media_id), ignore_errors=True)

    def unfinished(self) -> list[Upload]:
        """Uploads whose processing was cut short by the end of its process."""
        found = [upload for upload in self._all() if upload is not None]
        return [u for u in found if (outcome := u.outcome()) is not None and outcome.state is UploadState.PROCESSING]

    def sweep(self) -> int:
        """Remove uploads whose tickets have expired, and leftovers without a ticket; answers how many."""
        now = clock.now().timestamp()
        removed = 0
        for directory in list(self._uploads.iterdir()):
            upload = self.find(directory.name)
            ends = upload.ticket.exp if upload else directory.stat().st_mtime + _LEFTOVER_SECONDS
            if ends <= now:
                self.remove(directory.name)
                removed += 1
        return removed

    def _all(self) -> list[Upload | None]:
        return [self.find(directory.name) for directory in self._uploads.iterdir()]

    def _directory(self, media_id: str) -> Path:
        if not media_id.isdecimal():  # names come from a pattern-checked id; a path must never depend on that alone
            raise UploadNotFound
        return self._uploads / media_id


_LEFTOVER_SECONDS = 3600.0


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path`: a reader or a crash sees the old text or the new, never a part."""
    scratch = path.with_suffix(".new")
    scratch.write_bytes(data)
    scratch.replace(path)


def read_json(path: Path, kind: type[Any]) -> Any:
    """A file written by `write_whole`; None when it does not exist."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
