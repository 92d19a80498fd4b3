"""What one supervised program is: a command, an account, a folder, and how it gets ready."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Endpoint = tuple[str, int]


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Program:
    """One program.

    `prepare` writes its configuration, with our own rights; `create` makes its data when `data` is not there yet.
    It starts when `needs` accept connections and the files `after` exist, and is up when `ready` accept connections.
    After `stop_signal` it gets `patience` seconds, then it is killed.
    """

    name: str
    command: tuple[str, ...]
    account: str
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = _nothing
    create: Callable[[], None] = _nothing
    data: Path | None = None
    needs: tuple[Endpoint, ...] = ()
    after: tuple[Path, ...] = ()
    ready: tuple[Endpoint, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 8
    low_ports: bool = False

    def create_missing(self) -> None:
        """Make the data unless it is there."""
        if self.data is not None and not self.data.exists():
            self.create()
