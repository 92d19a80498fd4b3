"""`python -m recommend.batch <job>` runs a job once, `python -m recommend.batch rebuild` all rebuilds."""

from __future__ import annotations

from functools import partial

from kit.batch import run_all, run_jobs
from recommend.batch.main import ALL
from recommend.batch.rebuild import REBUILDS

if __name__ == "__main__":
    run_jobs("recommend", ALL, {"rebuild": partial(run_all, REBUILDS)})
