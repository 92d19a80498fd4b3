"""Prepares every program and writes what `launch` needs to become it; makes the data of one program.

`python -m infra.native.plan --state DIR create NAME`
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from infra.native import accounts
from infra.native.process import base_environment
from infra.native.program import Program
from infra.native.system import System


def plan_file(state: Path, name: str) -> Path:
    """Where the plan of a program is."""
    return state / "run" / f"{name}.json"


def prepare_all(system: System) -> None:
    """Write the configuration and the plan of every program."""
    for programs in system.groups().values():
        for program in programs:
            program.prepare()
            _write(system.state, program)


def _write(state: Path, program: Program) -> None:
    """The plan holds passwords in its environment, so only we may read it."""
    plan = {
        "name": program.name,
        "state": str(state),
        "command": accounts.as_user(program.account, program.command, low_ports=program.low_ports),
        "directory": str(program.directory),
        "environment": base_environment() | dict(program.environment),
        "needs": program.needs,
        "after": [str(path) for path in program.after],
        "stop_signal": program.stop_signal.name,
        "patience": program.patience,
        "data": str(program.data) if program.data else None,
        "create": [sys.executable, "-m", "infra.native.plan", "--state", str(state), "create", program.name],
    }
    path = plan_file(state, program.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(plan, file)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the data of one program.")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("command", choices=["create"])
    parser.add_argument("name")
    options = parser.parse_args()
    System.open(options.state).program(options.name).create_missing()


if __name__ == "__main__":
    main()
