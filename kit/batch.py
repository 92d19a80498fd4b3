"""A service's jobs by hand: `python -m <package>.batch NAME` runs one of them in the primary region and ends."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from kit.jobs import Job, JobContext, run_once
from kit.observability import configure_logging
from kit.runtime import Runtime

Command = Callable[[Runtime], Awaitable[None]]


async def run_all(jobs: Sequence[Job], runtime: Runtime) -> None:
    """Run jobs one after the other. Raises RuntimeError when another process runs one of them."""
    for job in jobs:
        if not await run_once(JobContext(runtime, {}), job):
            raise RuntimeError(f"{job.name} is running already")


def run_jobs(service: str, jobs: Sequence[Job], commands: Mapping[str, Command] | None = None) -> None:
    """Do what the command line names: one of `commands` or one of `jobs`.

    Standard output belongs to what is asked for, so log lines go to standard error.
    """
    choices: dict[str, Command] = {**(commands or {}), **{job.name: partial(run_all, [job]) for job in jobs}}
    if len(sys.argv) != 2 or sys.argv[1] not in choices:
        sys.exit(f"usage: python -m {service.replace('-', '_')}.batch {'|'.join(choices)}")
    asyncio.run(_run(service, choices[sys.argv[1]]))


async def _run(service: str, command: Command) -> None:
    runtime = Runtime(service)
    settings = runtime.settings
    configure_logging(settings.log_level, to=sys.stderr, region=settings.region, process=f"{service}-batch")
    await runtime.open()
    try:
        await command(runtime)
    finally:
        await runtime.close()
