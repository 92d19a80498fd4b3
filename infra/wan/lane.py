"""One direction between two regions: what is sent arrives one delay later, in order, without limiting the bandwidth."""

from __future__ import annotations

import asyncio
from enum import Enum
from heapq import heappop, heappush
from time import monotonic
from typing import Protocol

# libuv's timers count in whole milliseconds; a parcel that is due within half of one goes out now.
GRAIN = 0.0005


class Signal(Enum):
    """What a connection can carry besides bytes."""

    END = "end"
    RESET = "reset"


Parcel = bytes | Signal


class Pipe(Protocol):
    """One direction of one connection, as its lane sees it."""

    last_due: float

    def deliver(self, parcel: Parcel) -> None: ...

    def steer(self) -> None: ...

    def held(self) -> int: ...

    def break_off(self) -> None: ...


class Lane:
    """Delays parcels of all pipes by `one_way` seconds; while `cut`, it keeps what it has and its pipes do not read."""

    def __init__(self, one_way: float) -> None:
        self.one_way = one_way
        self.cut = False
        self.pipes: set[Pipe] = set()
        self._flying: list[tuple[float, int, Pipe, Parcel]] = []
        self._sequence = 0
        self._timer: asyncio.TimerHandle | None = None
        self._healed = asyncio.Event()
        self._healed.set()

    def send(self, pipe: Pipe, parcel: Parcel, not_before: float = 0.0) -> None:
        """Deliver `parcel` to `pipe` after the delay, counted from now or from `not_before` if that is later."""
        # A delay that was shortened meanwhile must not let a parcel overtake an earlier one of its pipe.
        due = pipe.last_due = max(max(monotonic(), not_before) + self.one_way, pipe.last_due)
        self._sequence += 1
        heappush(self._flying, (due, self._sequence, pipe, parcel))
        if self._flying[0][1] == self._sequence:
            self._arm()

    def close(self) -> None:
        """Cut: nothing arrives and nothing more is read until `heal`."""
        self.cut = True
        self._healed.clear()
        self._disarm()
        self._steer_all()

    def heal(self) -> None:
        """Let everything that was held go on."""
        self.cut = False
        self._healed.set()
        self._steer_all()
        self._arm()

    async def travel(self) -> None:
        """Wait as long as one packet needs to the other side, cuts included."""
        await asyncio.sleep(self.one_way)
        await self._healed.wait()

    def reset(self) -> None:
        """Break off every connection that uses this lane and forget what was on the way."""
        for pipe in list(self.pipes):
            pipe.break_off()
        self._flying.clear()
        self._disarm()

    def _steer_all(self) -> None:
        for pipe in list(self.pipes):
            pipe.steer()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        self._disarm()
        if self._flying and not self.cut:
            wait = max(0.0, self._flying[0][0] - monotonic())
            self._timer = asyncio.get_running_loop().call_later(wait, self._arrive)

    def _arrive(self) -> None:
        flying = self._flying
        limit = monotonic() + GRAIN
        while flying and flying[0][0] <= limit:
            _, _, pipe, parcel = heappop(flying)
            pipe.deliver(parcel)
        self._arm()
