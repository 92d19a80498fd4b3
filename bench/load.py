"""Drives a workload: so many operations, so many at a time; what they took, and what every process used for them."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self

from bench.http import Answer, Connection
from bench.processes import cpu_ms, difference, grouped
from bench.target import Drain, Target
from infra.native.system import Settings

ENTRY = "127.0.0.1"


class WrongAnswer(Exception):
    """An operation was not answered as it should be."""


class Worker:
    """One client: a connection to the site's entry, opened again after a long pause."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: Connection | None = None
        self.bytes = 0

    async def open(self) -> Self:
        self._connection = await Connection.open(ENTRY, self._port)
        return self

    async def send(self, request: bytes, expected: int = 200) -> Answer:
        """Send and count. Raises WrongAnswer."""
        if self._connection is None or self._connection.closed:
            await self.open()
        assert self._connection is not None
        answer = await self._connection.send(request)
        self.bytes += len(answer.head) + 4 + len(answer.body)
        if answer.status == 429:
            raise WrongAnswer("the system limits its clients: start it with LIMITS_MULTIPLIER=1000")
        if answer.status != expected:
            line = request.split(b"\r\n", 1)[0].decode()
            raise WrongAnswer(f"{line}: {answer.status} {answer.body[:300].decode(errors='replace')}")
        return answer

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


Operation = Callable[[Worker, int], Awaitable[None]]


@dataclass(frozen=True)
class Run:
    """One run. Times of operations in ms, risen; CPU in ms by kind of program, for all operations together."""

    operations: int
    seconds: float
    latencies: list[float]
    bytes: int
    cpu: dict[str, float]

    @property
    def cpu_each(self) -> float:
        return sum(self.cpu.values()) / self.operations

    @property
    def per_second(self) -> float:
        return self.operations / self.seconds

    @property
    def bytes_each(self) -> float:
        return self.bytes / self.operations

    def percentile(self, percent: float) -> float:
        """Of the latencies."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * percent / 100))]


async def open_workers(target: Target, count: int) -> list[Worker]:
    """Clients of the site, connected."""
    port = Settings.load(target.state).http_port
    return [await Worker(port).open() for _ in range(count)]


async def drive(
    target: Target, operation: Operation, *, operations: int, concurrency: int, drain: Drain | None = None
) -> Run:
    """Do operation(worker, 0) … operation(worker, operations − 1). With `drain`, CPU counts until all is delivered."""
    workers = await open_workers(target, concurrency)
    latencies: list[float] = []
    numbers = iter(range(operations))

    async def work(worker: Worker) -> None:
        for number in numbers:
            began = time.perf_counter()
            await operation(worker, number)
            latencies.append((time.perf_counter() - began) * 1000)

    before = await asyncio.to_thread(cpu_ms, target)
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(work(worker))
    seconds = time.perf_counter() - began
    if drain is not None:
        await drain.wait(120)
    after = await asyncio.to_thread(cpu_ms, target)
    for worker in workers:
        worker.close()
    sent = sum(worker.bytes for worker in workers)
    return Run(operations, seconds, sorted(latencies), sent, grouped(difference(before, after)))


async def at_rest(target: Target, seconds: float = 5.0) -> float:
    """CPU ms that the system uses in a second in which nobody asks for anything."""
    before = await asyncio.to_thread(cpu_ms, target)
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    used = difference(before, await asyncio.to_thread(cpu_ms, target))
    return sum(used.values()) / (time.perf_counter() - began)


def median(values: list[float]) -> float:
    return statistics.median(values)


def spread(values: list[float]) -> float:
    """Half the distance between the least and the greatest, in percent of the median."""
    middle = statistics.median(values)
    return 50 * (max(values) - min(values)) / middle if middle else 0.0
