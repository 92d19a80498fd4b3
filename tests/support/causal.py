"""The browser's side of the causal token (docs/protocols.md, section 3): merging parts without the key."""

from __future__ import annotations


class CausalStore:
    """What one browser has seen: the greatest position, and events that are not applied everywhere."""

    def __init__(self) -> None:
        self._position: tuple[int, int, str] | None = None
        self._events: dict[str, str] = {}

    def header(self) -> str:
        """The value of `x-causal` for the next request."""
        position = [self._position[2]] if self._position else []
        return ";".join(position + list(self._events.values()))

    def merge(self, received: str, applied: str) -> None:
        """Take in `x-causal` and `x-causal-applied` of an answer."""
        for part in received.split(";"):
            kind, _, rest = part.partition(".")
            fields = rest.split(".")
            if kind == "c":
                found = (int(fields[0]), int(fields[1]), part)
                self._position = max(self._position or found, found)
            elif kind == "e":
                self._events[fields[0]] = part
        for item in applied.split(","):
            event, _, left = item.strip().partition(".")
            if event and not left:
                self._events.pop(event, None)

    def forget_position(self) -> None:
        self._position = None

    def forget_events(self) -> None:
        self._events.clear()
