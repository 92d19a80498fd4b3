"""The fixed workloads of the speed promise, as operations that the driver repeats."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.http import request
from bench.load import Operation, Worker, WrongAnswer
from bench.publish import FEED, Publisher
from bench.sessions import Viewer

ITEMS = 20


@dataclass(frozen=True)
class Workload:
    """`drained` counts what goes on behind the answers too; `share` is how many operations of a run it needs."""

    name: str
    title: str
    operation: Operation
    drained: bool = False
    share: float = 1.0


class Workloads:
    """All workloads on one world. The viewer changes with every operation, in an order that is always the same."""

    def __init__(self, viewers: list[Viewer], host: str) -> None:
        self._viewers = list(viewers)
        random.Random("viewers").shuffle(self._viewers)
        self.publisher = Publisher(host)
        self._feeds = [request("GET", FEED, viewer.headers(host)) for viewer in self._viewers]
        self._profiles = [self._profile_requests(number, host) for number in range(len(self._viewers))]
        self._mix = random.Random("mix").choices(("home", "profile", "publish"), (60, 30, 10), k=10_000)

    def all(self) -> list[Workload]:
        return [
            Workload("W1", "home, 20 items", self.home),
            Workload("W1h", "one hot viewer", self.hot_home),
            Workload("W2", "profile", self.profile),
            Workload("W3", "publish, drained", self.publish, drained=True, share=0.05),
            Workload("W5", "60 % home, 30 % profile, 10 % publish", self.mix, drained=True, share=0.3),
        ]

    async def home(self, worker: Worker, number: int) -> None:
        answer = await worker.send(self._feeds[number % len(self._feeds)])
        if answer.body.count(b'"author":') < ITEMS:
            raise WrongAnswer(f"a home feed has fewer than {ITEMS} posts")

    async def hot_home(self, worker: Worker, _: int) -> None:
        await self.home(worker, 0)

    async def profile(self, worker: Worker, number: int) -> None:
        """Head and first page of the grid, as a browser asks for them."""
        for asked in self._profiles[number % len(self._profiles)]:
            await worker.send(asked)

    async def publish(self, worker: Worker, number: int) -> None:
        await self.publisher.publish(worker, self._viewers[number % len(self._viewers)])

    async def mix(self, worker: Worker, number: int) -> None:
        kind = self._mix[number % len(self._mix)]
        await {"home": self.home, "profile": self.profile, "publish": self.publish}[kind](worker, number)

    def _profile_requests(self, number: int, host: str) -> list[bytes]:
        """Somebody looks at somebody else."""
        viewer, shown = self._viewers[number], self._viewers[(number * 7 + 1) % len(self._viewers)]
        path = f"/api/v1/accounts/{shown.username}"
        return [request("GET", each, viewer.headers(host)) for each in (path, f"{path}/posts?limit=12")]
