"""One line that says how far the loading has come."""

from __future__ import annotations

import sys
import time

EVERY = 5.0


class Progress:
    """Rewrites its line on a terminal; elsewhere a new line comes every few seconds."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said = -EVERY
        self._last = ""

    def head(self, text: str) -> None:
        """A line above all others."""
        sys.stdout.write(f"{text}\n")

    def say(self, text: str) -> None:
        """Show what is being done."""
        if text == self._last:
            return
        now = time.monotonic() - self._began
        if sys.stdout.isatty():
            sys.stdout.write(f"\r\x1b[K  demo world: {text}")
        elif now - self._said >= EVERY:
            self._said = now
            sys.stdout.write(f"  demo world: {text}\n")
        self._last = text
        sys.stdout.flush()

    def end(self, text: str) -> None:
        """Show how it ended, and how long it took."""
        start = "\r\x1b[K" if sys.stdout.isatty() else ""
        sys.stdout.write(f"{start}  demo world: {text} ({time.monotonic() - self._began:.0f} s)\n")
        sys.stdout.flush()
