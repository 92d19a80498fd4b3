"""What supervisord starts for every program: `python -m infra.native.launch FILE`, with FILE written by plan.py.

Ends what is left of the program's previous life, waits for what it needs, makes its data when there are none, and
becomes it, under its own account. Starts are at least a second apart, so a program that cannot run does not burn a
processor. Imports next to nothing: two dozen of these start at once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from infra.native.process import end_left_over, pid_file, remember
from infra.native.wait import accepts

BACK_OFF = 1.0
SAY_AFTER = 10.0


def _wait_turn(state: Path, name: str) -> None:
    path = pid_file(state, name)
    if path.exists():
        age = time.time() - path.stat().st_mtime
        if 0 <= age < BACK_OFF:
            time.sleep(BACK_OFF - age)


def _wait_for_needs(plan: dict[str, Any]) -> None:
    """As long as it takes: what is needed is restarted by the same supervisor."""
    said = time.monotonic()
    while True:
        missing = [path for path in plan["after"] if not os.path.exists(path)]
        missing += ["{}:{}".format(*endpoint) for endpoint in plan["needs"] if not accepts((endpoint[0], endpoint[1]))]
        if not missing:
            return
        if time.monotonic() - said > SAY_AFTER:
            said = time.monotonic()
            print(f"{plan['name']} waits for {', '.join(missing)}", flush=True)
        time.sleep(0.2)


def launch(plan: dict[str, Any]) -> None:
    """Become the program. Does not return."""
    state = Path(plan["state"])
    _wait_turn(state, plan["name"])
    end_left_over(state, plan["name"], signal.Signals[plan["stop_signal"]], plan["patience"])
    remember(state, plan["name"], os.getpid())
    _wait_for_needs(plan)
    if plan["data"] and not os.path.exists(plan["data"]):
        subprocess.run(plan["create"], check=True)
    os.chdir(plan["directory"])
    os.execvpe(plan["command"][0], plan["command"], plan["environment"])  # noqa: S606


if __name__ == "__main__":
    launch(json.loads(Path(sys.argv[1]).read_text()))
