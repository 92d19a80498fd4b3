"""`python -m recommend.batch <job>` runs a job once, `python -m recommend.batch rebuild` all rebuilds."""

from __future__ import annotations

import asyncio
import sys

from kit.jobs import JobContext, run_once
from kit.runtime import Runtime
from recommend.batch.main import ALL
from recommend.batch.rebuild import REBUILDS


async def main(name: str) -> None:
    """Run what `name` says in the primary region."""
    runtime = Runtime("recommend")
    await runtime.open()
    try:
        for job in REBUILDS if name == "rebuild" else [{job.name: job for job in ALL}[name]]:
            await run_once(JobContext(runtime, {}), job)
    finally:
        await runtime.close()


if __name__ == "__main__":
    choices = ["rebuild", *(job.name for job in ALL)]
    if len(sys.argv) != 2 or sys.argv[1] not in choices:
        sys.exit(f"usage: python -m recommend.batch {'|'.join(choices)}")
    asyncio.run(main(sys.argv[1]))
