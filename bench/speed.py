"""`python -m bench speed`: W1, W1h, W2, W3, W5 and freshness on a running system, against the aims."""

from __future__ import annotations

import argparse
import asyncio
import random
from pathlib import Path

import msgspec
import uvloop

from bench.load import at_rest, drive, open_workers
from bench.processes import memory_mib
from bench.publish import Freshness, Publisher, measure_freshness
from bench.report import Report, Series, details, freshness_seconds, programs, table
from bench.sessions import Viewer, log_in, site_host
from bench.target import Drain, Target, add_target_options, target_of
from bench.workloads import Workload, Workloads
from bench.world.command import ensure
from bench.world.shape import Shape, full, quick

CONCURRENCIES = (16, 1)
BURST = 30
LEAST = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    add_target_options(parser)
    parser.add_argument(
        "--set", choices=("quick", "full"), default="quick", help="data set, written when it is not there"
    )
    parser.add_argument("--only", help="workloads, separated by commas: W1,W1h,W2,W3,W5")
    parser.add_argument("--requests", type=int, default=1_000, help="reads of one run at concurrency 16")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write everything measured into this file")


def run(options: argparse.Namespace) -> int:
    target = target_of(options)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        report = runner.run(_measure(target, options))
    print(f"\n{table(report)}\n\n{details(report)}\n\n{programs(report)}\n")
    print(
        f"at rest: {report.at_rest_ms_per_second:.0f} ms of CPU a second; memory {sum(report.memory_mib.values()):.0f} MiB (PSS)"
    )
    print(f"seen by the last of {report.followers_one} followers after {_list(report.freshness_one)} s, ", end="")
    print(f"{BURST} posts at once after {_list(report.freshness_burst)} s")
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    return 0


async def _measure(target: Target, options: argparse.Namespace) -> Report:
    shape = {"quick": quick, "full": full}[options.set]()
    await ensure(target, shape)
    viewers = await log_in(target, shape)
    workloads = Workloads(viewers, site_host(target))
    only = options.only.split(",") if options.only else None
    async with Drain(target) as drain:
        rest = await at_rest(target)
        chosen = [workload for workload in workloads.all() if only is None or workload.name in only]
        series = [
            await _series(target, drain, workload, concurrency, options)
            for workload in chosen
            for concurrency in CONCURRENCIES
        ]
    one = [await _freshness(target, shape, viewers, workloads.publisher, 1, seed) for seed in range(options.runs)]
    burst = [await _freshness(target, shape, viewers, workloads.publisher, BURST, seed) for seed in range(options.runs)]
    return Report(
        world=shape.name,
        at_rest_ms_per_second=rest,
        measured=[each.summary(rest) for each in series],
        freshness_one=freshness_seconds(one),
        freshness_burst=freshness_seconds(burst),
        followers_one=max(each.followers for each in one),
        memory_mib=memory_mib(target),
    )


async def _series(
    target: Target, drain: Drain, workload: Workload, concurrency: int, options: argparse.Namespace
) -> Series:
    operations = int(options.requests * workload.share * (1 if concurrency > 1 else 0.25))
    operations = max(LEAST, operations)
    runs = []
    print(f"  {workload.name} {workload.title}, {concurrency} at a time: ", end="", flush=True)
    await drive(target, workload.operation, operations=max(LEAST, operations // 10), concurrency=concurrency)
    for _ in range(options.runs):
        await drain.wait(120)
        runs.append(
            await drive(
                target,
                workload.operation,
                operations=operations,
                concurrency=concurrency,
                drain=drain if workload.drained else None,
            )
        )
        print(f"{runs[-1].cpu_each:.1f} ", end="", flush=True)
    print("ms")
    return Series(workload.name, workload.title, concurrency, runs)


async def _freshness(
    target: Target, shape: Shape, viewers: list[Viewer], publisher: Publisher, posts: int, seed: int
) -> Freshness:
    authors = random.Random(f"{posts} {seed}").sample(viewers, posts)
    followers = {author.number: [viewers[number] for number in shape.followers(author.number)] for author in authors}
    workers = await open_workers(target, posts)
    try:
        return await measure_freshness(publisher, workers, authors, followers)
    finally:
        for worker in workers:
            worker.close()


def _list(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)
