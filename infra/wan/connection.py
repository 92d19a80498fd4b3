"""One relayed TCP connection: two sockets, and a delayed pipe in each direction between them."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import cast

from infra.wan.lane import Lane, Parcel, Signal

# Bytes on the way in one direction of one connection: at 120 ms this still carries 70 MB/s.
IN_FLIGHT_LIMIT = 8 * 1024 * 1024
SOCKET_HIGH_WATER = 1024 * 1024
CONNECT_TIMEOUT = 10.0


@dataclass
class Counters:
    """What one listener has carried. Turnarounds are round trips: bytes that answer bytes."""

    connections: int = 0
    open: int = 0
    refused: int = 0
    reset: int = 0
    bytes_forward: int = 0
    bytes_backward: int = 0
    turnarounds: int = 0

    def clear(self) -> None:
        """Start counting anew; `open` describes the present and stays."""
        self.connections = self.refused = self.reset = 0
        self.bytes_forward = self.bytes_backward = self.turnarounds = 0


class End(asyncio.Protocol):
    """One socket of a connection. What it reads goes into `outgoing`; `incoming` writes to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.transport: asyncio.Transport | None = None
        self.outgoing: OneWay
        self.incoming: OneWay

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(high=SOCKET_HIGH_WATER)
        self.incoming.deliver_early()

    def data_received(self, data: bytes) -> None:
        self.outgoing.take(data)

    def eof_received(self) -> bool:
        self.outgoing.take(Signal.END)
        return True

    def pause_writing(self) -> None:
        self.incoming.set_target_full(True)

    def resume_writing(self) -> None:
        self.incoming.set_target_full(False)

    def connection_lost(self, error: Exception | None) -> None:
        self._connection.lost(self)

    def alive(self) -> asyncio.Transport | None:
        """The transport, unless it is closed or not there yet."""
        transport = self.transport
        return None if transport is None or transport.is_closing() else transport

    def reset(self) -> None:
        """Close with RST, as a connection ends that nobody answers any more."""
        if transport := self.alive():
            plain = transport.get_extra_info("socket")
            if plain is not None:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()


class OneWay:
    """One direction of a connection: reads from `source`, sends over `lane`, writes to `target`."""

    def __init__(self, connection: Connection, lane: Lane, source: End, target: End) -> None:
        self.last_due = 0.0
        self.not_before = 0.0
        self._connection = connection
        self._lane = lane
        self._source = source
        self._target = target
        self._in_flight = 0
        self._target_full = False
        self._source_ended = False
        self._early: list[Parcel] = []
        source.outgoing = self
        target.incoming = self
        lane.pipes.add(self)

    def take(self, parcel: Parcel) -> None:
        """Put what `source` read on the way."""
        if isinstance(parcel, bytes):
            self._in_flight += len(parcel)
            if self is self._connection.backward:
                self._connection.count_answer()
        else:
            self._source_ended = True
        self._lane.send(self, parcel, self.not_before)
        self.steer()

    def deliver(self, parcel: Parcel) -> None:
        """Hand over what has arrived at the far side."""
        if self._target.transport is None:
            self._early.append(parcel)
        elif isinstance(parcel, bytes):
            self._in_flight -= len(parcel)
            if transport := self._target.alive():
                transport.write(parcel)
                self._connection.count_delivered(self, len(parcel))
            self.steer()
        elif parcel is Signal.END:
            self._connection.ended(self, self._target)
        else:
            self._target.reset()

    def deliver_early(self) -> None:
        """Hand over what arrived before the target's socket was there."""
        early, self._early = self._early, []
        for parcel in early:
            self.deliver(parcel)

    def set_target_full(self, full: bool) -> None:
        self._target_full = full
        self.steer()

    def steer(self) -> None:
        """Read from `source` exactly while there is somewhere to put it."""
        transport = self._source.alive()
        # To resume reading after the end of a stream would report the end once more.
        if transport is None or self._source_ended:
            return
        wanted = not (self._lane.cut or self._target_full or self._in_flight >= IN_FLIGHT_LIMIT)
        if wanted and not transport.is_reading():
            transport.resume_reading()
        elif not wanted and transport.is_reading():
            transport.pause_reading()

    def held(self) -> int:
        """Bytes of this direction in our memory: on the way, or arrived and not yet taken by the kernel."""
        transport = self._target.alive()
        return self._in_flight + (transport.get_write_buffer_size() if transport else 0)

    def break_off(self) -> None:
        self._connection.break_off()

    def detach(self) -> None:
        self._lane.pipes.discard(self)


class Connection:
    """A client's connection and its twin to the upstream, `forward` being client to upstream."""

    def __init__(
        self, forward: Lane, backward: Lane, counters: Counters, on_gone: Callable[[Connection], None]
    ) -> None:
        self._lanes = (forward, backward)
        self._counters = counters
        self._on_gone = on_gone
        self._client = End(self)
        self._upstream = End(self)
        self.forward = OneWay(self, forward, self._client, self._upstream)
        self.backward = OneWay(self, backward, self._upstream, self._client)
        self._asked = False
        self._ended = 0
        self._closed = False

    async def open(self, accepted: socket.socket, upstream: tuple[str, int]) -> None:
        """Connect the upstream and charge the round trip of the handshake, which the kernel here answered at once."""
        self._counters.connections += 1
        self._counters.open += 1
        loop = asyncio.get_running_loop()
        forward, backward = self._lanes
        self.forward.not_before = monotonic() + forward.one_way + backward.one_way
        self.backward.not_before = self.forward.not_before + forward.one_way
        await loop.connect_accepted_socket(lambda: self._client, accepted)
        await forward.travel()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await loop.create_connection(lambda: self._upstream, *upstream)
        except (OSError, TimeoutError):
            self._counters.refused += 1
            await backward.travel()
            self.break_off()
        if self._closed:
            self._upstream.reset()

    def count_delivered(self, pipe: OneWay, size: int) -> None:
        if pipe is self.forward:
            self._asked = True
            self._counters.bytes_forward += size
        else:
            self._counters.bytes_backward += size

    def count_answer(self) -> None:
        # Judged at the upstream's side of the link, where a request's last byte is before its answer's first.
        if self._asked:
            self._asked = False
            self._counters.turnarounds += 1

    def ended(self, pipe: OneWay, target: End) -> None:
        """A side has sent its last byte; both sides having done so closes the connection."""
        self._ended += 1
        if transport := target.alive():
            transport.write_eof()
        if self._ended == 2:
            self._close()
            for end in (self._client, self._upstream):
                if transport := end.alive():
                    transport.close()

    def lost(self, end: End) -> None:
        """A socket is gone; unless we closed it, the other side hears of it one delay later."""
        if not self._closed:
            self._close()
            end.outgoing.take(Signal.RESET)
        if not self._client.alive() and not self._upstream.alive():
            self.forward.detach()
            self.backward.detach()
            self._on_gone(self)

    def break_off(self) -> None:
        """Reset both sides now."""
        if not self._closed:
            self._counters.reset += 1
            self._close()
        self._client.reset()
        self._upstream.reset()

    def _close(self) -> None:
        self._closed = True
        self._counters.open -= 1
