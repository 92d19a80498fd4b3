"""`python -m bench edge`: reads at an edge while the primary is 180 ms and 0 ms away. They must take the same time."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import uvloop

from bench.load import drive
from bench.sessions import log_in, site_host
from bench.target import Drain, Target, add_target_options, target_of
from bench.workloads import Workload, Workloads
from bench.world.command import ensure
from bench.world.shape import quick
from infra.wan.client import WanClient, control_url

FAR_MS, NEAR_MS = 180.0, 0.0
AIM = 1.1
READS = ("W1", "W2")
CONCURRENCY = 4
SETTLE_SECONDS = 1.0


@dataclass
class Times:
    """Latencies of all rounds at one distance, in ms."""

    values: list[float] = field(default_factory=list)

    def percentile(self, percent: float) -> float:
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Comparison(msgspec.Struct):
    """Milliseconds at both distances."""

    workload: str
    far_p50: float
    near_p50: float
    far_p95: float
    near_p95: float

    @property
    def p50(self) -> float:
        return self.far_p50 / self.near_p50

    @property
    def p95(self) -> float:
        return self.far_p95 / self.near_p95


def add_options(parser: argparse.ArgumentParser) -> None:
    add_target_options(parser)
    parser.add_argument("--edge", default="ap-northeast")
    parser.add_argument("--requests", type=int, default=400, help="reads of one round")
    parser.add_argument("--rounds", type=int, default=4, help="at each distance, in turn")
    parser.add_argument("--json", type=Path, help="write the comparison into this file")


def run(options: argparse.Namespace) -> int:
    target = target_of(options)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(_compare(target, options))
    print(
        f"\n| at {options.edge} | {FAR_MS:.0f} ms p50 | {NEAR_MS:.0f} ms p50 | ratio | {FAR_MS:.0f} ms p95 | {NEAR_MS:.0f} ms p95 | ratio |"
    )
    print("|---|---|---|---|---|---|---|")
    for one in found:
        print(
            f"| {one.workload} | {one.far_p50:.1f} | {one.near_p50:.1f} | {one.p50:.2f} "
            f"| {one.far_p95:.1f} | {one.near_p95:.1f} | {one.p95:.2f} |"
        )
    print(f"aim: ≤ {AIM}")
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    return 0


async def _compare(target: Target, options: argparse.Namespace) -> list[Comparison]:
    shape = quick()
    await ensure(target, shape)
    viewers = [viewer for viewer in await log_in(target, shape) if viewer.edge == options.edge]
    chosen = [workload for workload in Workloads(viewers, site_host(target)).all() if workload.name in READS]
    async with WanClient(control_url(target.topology)) as wan, Drain(target) as drain:
        links = {(link.origin, link.target): link.rtt_ms for link in await wan.links()}
        try:
            return [await _rounds(target, wan, drain, workload, options) for workload in chosen]
        finally:
            for (origin, goal), rtt in links.items():
                await wan.set_link(origin, goal, rtt_ms=rtt)


async def _rounds(
    target: Target, wan: WanClient, drain: Drain, workload: Workload, options: argparse.Namespace
) -> Comparison:
    """Far, near, near, far …: whatever else the machine does falls on both."""
    far, near = Times(), Times()
    await _round(target, workload, options)
    for turn in range(options.rounds):
        for times, rtt in ((far, FAR_MS), (near, NEAR_MS))[:: -1 if turn % 2 else 1]:
            await wan.set_link(options.edge, target.primary, rtt_ms=rtt)
            await asyncio.sleep(SETTLE_SECONDS)
            await drain.wait(60)
            times.values += await _round(target, workload, options)
    return Comparison(
        f"{workload.name} {workload.title}",
        far.percentile(50), near.percentile(50), far.percentile(95), near.percentile(95),
    )  # fmt: skip


async def _round(target: Target, workload: Workload, options: argparse.Namespace) -> list[float]:
    return (await drive(target, workload.operation, operations=options.requests, concurrency=CONCURRENCY)).latencies
