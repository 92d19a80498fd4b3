"""What supervisord starts for every program: `python -m infra.native.launch --state DIR NAME`.

Ends what is left of the program's previous life, waits for what it needs, prepares it and becomes it, under its own
account. Starts are at least a second apart, so a program that cannot run does not burn a processor.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from infra.native import accounts
from infra.native.process import base_environment, end_left_over, pid_file, remember
from infra.native.program import Program
from infra.native.system import System
from infra.native.wait import accepts

BACK_OFF = 1.0


def _wait_turn(state: Path, name: str) -> None:
    path = pid_file(state, name)
    if path.exists():
        age = time.time() - path.stat().st_mtime
        if 0 <= age < BACK_OFF:
            time.sleep(BACK_OFF - age)


def _wait_for_needs(program: Program) -> None:
    """As long as it takes: what is needed is restarted by the same supervisor."""
    waiting_since = time.monotonic()
    while True:
        missing = [str(path) for path in program.after if not path.exists()]
        missing += ["{}:{}".format(*endpoint) for endpoint in program.needs if not accepts(endpoint)]
        if not missing:
            return
        if time.monotonic() - waiting_since > 10:
            waiting_since = time.monotonic()
            print(f"{program.name} waits for {', '.join(missing)}", flush=True)
        time.sleep(0.1)


def launch(system: System, name: str) -> None:
    """Become the program. Does not return."""
    program = system.program(name)
    _wait_turn(system.state, name)
    end_left_over(system.state, name, program.stop_signal)
    remember(system.state, name, os.getpid())
    _wait_for_needs(program)
    program.prepare()
    command = accounts.as_user(program.account, program.command, low_ports=program.low_ports)
    os.chdir(program.directory)
    os.execvpe(command[0], command, base_environment() | dict(program.environment))  # noqa: S606


def main() -> None:
    parser = argparse.ArgumentParser(description="Become one program of the system.")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("name")
    options = parser.parse_args()
    launch(System.open(options.state), options.name)


if __name__ == "__main__":
    main()
