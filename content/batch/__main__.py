"""`python -m content.batch import < posts.jsonl` imports posts; `python -m content.batch <job>` runs a job once."""

from __future__ import annotations

from content.batch.importing import import_stdin
from content.batch.main import ALL
from kit.batch import run_jobs

if __name__ == "__main__":
    run_jobs("content", ALL, {"import": import_stdin})
