"""`python -m content.batch import < posts.jsonl` imports posts; `python -m content.batch <job>` runs a job once."""

from __future__ import annotations

import asyncio
import sys

from content.batch.importing import import_lines
from content.batch.main import JOBS
from kit.jobs import JobContext, run_once
from kit.runtime import Runtime


async def main(name: str) -> None:
    """Run what `name` says in the primary region."""
    runtime = Runtime("content")
    await runtime.open()
    try:
        if name == "import":
            await import_lines(runtime, sys.stdin.buffer, sys.stdout.write)
        else:
            await run_once(JobContext(runtime, {}), {job.name: job for job in JOBS}[name])
    finally:
        await runtime.close()


if __name__ == "__main__":
    choices = ["import", *(job.name for job in JOBS)]
    if len(sys.argv) != 2 or sys.argv[1] not in choices:
        sys.exit(f"usage: python -m content.batch {'|'.join(choices)}")
    asyncio.run(main(sys.argv[1]))
