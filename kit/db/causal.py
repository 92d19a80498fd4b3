"""Positions in the write-ahead log, and waiting for a replica to reach one (docs/protocols.md, section 3)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from kit.text import is_number

if TYPE_CHECKING:
    from asyncpg import Pool

POSITION_BUDGET_S = 0.050
EVENT_BUDGET_S = 0.150
HOPELESS_LAG_S = 1.0
POLL_S = 0.0015
MAX_EVENTS = 16

REPLAY_SQL = """
SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint AS lsn,
       extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 AS lag
"""
FLUSH_SQL = "SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint"
EPOCH_SQL = """
SELECT coalesce(shobj_description(oid, 'pg_authid')::bigint, 1) FROM pg_roles WHERE rolname = 'mockstagram_epoch'
"""
APPLIED_SQL = "SELECT event_id FROM inbox WHERE event_id = ANY($1::bigint[])"


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in the cluster's log; a promotion raises `epoch`."""

    epoch: int
    lsn: int

    def __str__(self) -> str:
        return f"{self.epoch}:{self.lsn}"


class Causal(msgspec.Struct, frozen=True):
    """What a viewer has already seen: a position and the events whose effects must show."""

    position: Position | None = None
    events: tuple[int, ...] = ()

    @classmethod
    def parse(cls, header: str | None) -> Causal:
        """Read the request header `causal`; anything malformed counts as absent."""
        if not header:
            return NOTHING_SEEN
        place, _, names = header.partition(";")
        epoch, _, lsn = place.partition(":")
        position = Position(int(epoch), int(lsn)) if is_number(epoch) and is_number(lsn) else None
        events = tuple(int(name) for name in names.split(",") if is_number(name))
        return cls(position, events[:MAX_EVENTS])


NOTHING_SEEN = Causal()


class ReplayWatcher:
    """Knows how far one database server has replayed, and asks only while somebody waits."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reached = Position(0, 0)
        self._lag = 0.0
        self._asked = 0.0
        self._round: asyncio.Task[None] | None = None

    async def wait(self, position: Position, budget: float = POSITION_BUDGET_S) -> bool:
        """Whether the replica reaches `position` within `budget` seconds; at once False when it lags hopelessly."""
        if self._has(position):
            return True
        deadline = time.monotonic() + budget
        while True:
            await self._ask()
            if self._has(position):
                return True
            if self._reached.epoch != position.epoch or self._lag > HOPELESS_LAG_S or time.monotonic() >= deadline:
                return False
            await asyncio.sleep(POLL_S)

    async def replayed(self) -> tuple[Position, float]:
        """Replay position and lag in seconds, asked now."""
        await self._ask()
        return self._reached, self._lag

    def _has(self, position: Position) -> bool:
        return self._reached.epoch == position.epoch and self._reached.lsn >= position.lsn

    async def _ask(self) -> None:
        """One question at a time: whoever comes while it is under way shares the next answer."""
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._refresh())
        await asyncio.shield(self._round)

    async def _refresh(self) -> None:
        (row,) = await self._pool.fetch(REPLAY_SQL, timeout=1)
        if time.monotonic() - self._asked > 1:
            epoch = await self._pool.fetchval(EPOCH_SQL, timeout=1)
            self._asked = time.monotonic()
        else:
            epoch = self._reached.epoch
        self._reached = Position(epoch or 1, row["lsn"] or 0)
        self._lag = row["lag"] or 0.0


async def applied_events(pool: Pool, wanted: Iterable[int], budget: float = EVENT_BUDGET_S) -> set[int]:
    """Those of `wanted` whose effect this database shows, waiting up to `budget` seconds for all of them."""
    missing = set(wanted)
    found: set[int] = set()
    deadline = time.monotonic() + budget
    pause = 0.002
    while True:
        rows = await pool.fetch(APPLIED_SQL, list(missing), timeout=1)
        found |= {row["event_id"] for row in rows}
        missing -= found
        if not missing or time.monotonic() >= deadline:
            return found
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, 0.02)
