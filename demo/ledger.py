"""What of the demo world has been loaded, so that loading it again changes nothing that people did since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec


class _Record(msgspec.Struct):
    accounts: dict[str, str] = {}
    done: list[str] = []


class Ledger:
    """Kept in a file beside the system's data; forgotten when the accounts are others (a new database)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._record = msgspec.json.decode(path.read_bytes(), type=_Record) if path.exists() else _Record()
        self._done = set(self._record.done)

    @property
    def accounts(self) -> dict[str, str]:
        """Username → account id."""
        return self._record.accounts

    def forget(self) -> None:
        """Begin anew."""
        self._record, self._done = _Record(), set()

    def knows(self, key: str) -> bool:
        return key in self._done

    def add(self, keys: Iterable[str], accounts: dict[str, str] | None = None) -> None:
        """Remember what is loaded now."""
        self._done.update(keys)
        self._record.done = sorted(self._done)
        self._record.accounts |= accounts or {}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".draft")
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(self._record), indent=1))
        draft.replace(self._path)
