"""Listeners and links of the relay: who may connect, how long a packet travels, and what a cut does."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from typing import Literal

from infra.topology import Listener, Topology
from infra.wan.connection import Connection, Counters
from infra.wan.lane import Lane

Cut = Literal["none", "both", "forward", "backward"]

RESET_AFTER = 120.0
_BACKLOG = 1024
_CLIENT_HUNG_UP = {7, 8}  # TCP_CLOSE, TCP_CLOSE_WAIT


class UnknownLinkError(LookupError):
    """There is no link between these two regions."""


@dataclass
class Link:
    """The wire between two regions; `forward` runs from `origin` to `target`. Times in seconds."""

    origin: str
    target: str
    rtt: float
    forward: Lane
    backward: Lane
    cut: Cut = "none"
    doors: list[Door] = field(default_factory=list)
    _deadline: asyncio.TimerHandle | None = None

    @classmethod
    def between(cls, origin: str, target: str, rtt: float) -> Link:
        return cls(origin, target, rtt, Lane(rtt / 2), Lane(rtt / 2))

    def lanes_from(self, origin: str) -> tuple[Lane, Lane]:
        """(there, back) as `origin` sees it."""
        return (self.forward, self.backward) if origin == self.origin else (self.backward, self.forward)

    def set_rtt(self, rtt: float) -> None:
        """Change the delay of what is sent from now on."""
        self.rtt = rtt
        self.forward.one_way = self.backward.one_way = rtt / 2

    def set_cut(self, cut: Cut, reset_after: float) -> None:
        """Cut or heal each direction; connections that meet a cut of `reset_after` seconds are reset."""
        was_whole = self.cut == "none"
        self.cut = cut
        for lane, broken in (
            (self.forward, cut in ("both", "forward")),
            (self.backward, cut in ("both", "backward")),
        ):
            if broken and not lane.cut:
                lane.close()
            elif lane.cut and not broken:
                lane.heal()
        # A handshake needs both directions, so any cut keeps new connections out.
        if cut == "none":
            self._reopen()
        elif was_whole:
            self._shut(reset_after)

    def _shut(self, reset_after: float) -> None:
        for door in self.doors:
            door.shut()
        self._deadline = asyncio.get_running_loop().call_later(reset_after, self._reset)

    def _reopen(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        for door in self.doors:
            door.reopen()

    def _reset(self) -> None:
        self.forward.reset()
        self.backward.reset()


class Door:
    """One listening socket. While shut it accepts nothing: clients wait in the kernel's queue until they give up."""

    def __init__(self, listener: Listener, link: Link) -> None:
        self.listener = listener
        self.counters = Counters()
        self._lanes = link.lanes_from(listener.origin)
        self._socket: socket.socket | None = None
        self._listening = False
        self._connections: set[Connection] = set()
        self._opening: set[asyncio.Task[None]] = set()
        link.doors.append(self)

    async def start(self) -> None:
        """Bind and listen. Raises OSError when the address is not ours or taken."""
        found = await asyncio.get_running_loop().getaddrinfo(*self.listener.listen, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        self._socket = socket.socket(family, kind, protocol)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.setblocking(False)
        self._socket.bind(address)
        self._socket.listen(_BACKLOG)
        self.reopen()

    def shut(self) -> None:
        if self._socket is not None and self._listening:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._listening = False

    def reopen(self) -> None:
        """Accept again; who gave up meanwhile must not have their request carried out now."""
        if self._socket is None or self._listening:
            return
        self._accept_all(only_waiting=True)
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self._accept_all)
        self._listening = True

    def close(self) -> None:
        """Stop listening and reset every connection."""
        self.shut()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        for connection in list(self._connections):
            connection.break_off()
        for task in self._opening:
            task.cancel()

    def _accept_all(self, only_waiting: bool = False) -> None:
        assert self._socket is not None
        while True:
            try:
                accepted, _ = self._socket.accept()
            except OSError:
                return
            if only_waiting and _tcp_state(accepted) in _CLIENT_HUNG_UP:
                accepted.close()
                continue
            accepted.setblocking(False)
            self._relay(accepted)

    def _relay(self, accepted: socket.socket) -> None:
        connection = Connection(*self._lanes, self.counters, self._connections.discard)
        self._connections.add(connection)
        task = asyncio.ensure_future(connection.open(accepted, self.listener.upstream))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)


class Relay:
    """Every link and listener of one topology, or those that start in `region`."""

    def __init__(self, topology: Topology, *, region: str | None = None, reset_after: float = RESET_AFTER) -> None:
        self.reset_after = reset_after
        names = [each.name for each in topology.regions]
        self.links = [
            Link.between(origin, target, topology.rtt_ms[frozenset((origin, target))] / 1000)
            for number, origin in enumerate(names)
            for target in names[number + 1 :]
            if region is None or region in (origin, target)
        ]
        self.doors = [
            Door(listener, self.link(listener.origin, listener.target))
            for listener in topology.listeners()
            if region is None or listener.origin == region
        ]

    def link(self, one: str, other: str) -> Link:
        """The link between two regions, in either order. Raises UnknownLinkError."""
        for link in self.links:
            if {link.origin, link.target} == {one, other}:
                return link
        raise UnknownLinkError(f"{one} – {other}")

    async def start(self) -> None:
        for door in self.doors:
            await door.start()

    def close(self) -> None:
        for door in self.doors:
            door.close()


def _tcp_state(connected: socket.socket) -> int:
    """The kernel's state of a connection, first byte of `struct tcp_info`."""
    (state,) = struct.unpack("B", connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1))
    return int(state)
