"""`python -m user.batch import < world.jsonl` imports a world; `python -m user.batch <job>` runs a job once."""

from __future__ import annotations

from kit.batch import run_jobs
from user.batch.importing import import_stdin
from user.batch.main import JOBS

if __name__ == "__main__":
    run_jobs("user", JOBS, {"import": import_stdin})
