"""`python -m infra.native.status`: the state of every part; `--wait` waits until the site answers."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections import defaultdict
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from infra.environment import LOCAL_HOST
from infra.native import supervisor
from infra.native.engine_programs import shared_state
from infra.native.program import Endpoint, Program
from infra.native.system import System

WAIT_SECONDS = 300
SAY_EVERY = 2.0
ANY = "0.0.0.0"  # noqa: S104


def site_answers(system: System) -> bool:
    """Whether the entry serves the log-in page."""
    port = system.settings.http_port
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/accounts/login", headers={"Host": LOCAL_HOST})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def report(system: System) -> dict[str, str]:
    """Program → `up`, `starting`, or supervisord's word for anything else."""
    known = supervisor.states(system)
    held = listeners()
    found = {}
    for programs in system.groups().values():
        for program in programs:
            info = known.get(program.name, {})
            state = str(info.get("statename", "STOPPED"))
            found[program.name] = readiness(program, int(info["pid"]), held) if state == "RUNNING" else state.lower()
    return found


def readiness(program: Program, pid: int, held: dict[Endpoint, set[int]]) -> str:
    """`up` when the running program itself, process `pid`, listens wherever it should."""
    for host, port in program.ready:
        groups = held.get((host, port), set()) | held.get((ANY, port), set())
        if not groups:
            return f"starting ({host}:{port})"
        if pid not in groups:
            return f"starting ({host}:{port} is another program's)"
    return "up"


def listeners() -> dict[Endpoint, set[int]]:
    """Listening address → the process groups that listen there; supervisord makes each program a group."""
    held: dict[Endpoint, set[int]] = defaultdict(set)
    for connection in psutil.net_connections(kind="tcp4"):
        if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.pid:
            with contextlib.suppress(ProcessLookupError):
                held[(connection.laddr.ip, connection.laddr.port)].add(os.getpgid(connection.pid))
    return held


def wait(system: System, seconds: float = WAIT_SECONDS) -> bool:
    """Wait until every part is up and the site answers, saying what is still missing; False when time is over."""
    started = time.monotonic()
    said, spoke = "", started
    while time.monotonic() - started < seconds:
        found = report(system)
        missing = [name for name, state in found.items() if state != "up"]
        if not missing and site_answers(system):
            return True
        waiting = f"{len(found) - len(missing)} of {len(found)} parts up, waiting for {_short(missing)}"
        if waiting != said and time.monotonic() - spoke > SAY_EVERY:
            print(f"  {time.monotonic() - started:5.1f} s  {waiting}", flush=True)
            said, spoke = waiting, time.monotonic()
        time.sleep(0.3)
    return False


def _short(names: list[str]) -> str:
    if not names:
        return "the site"
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def main() -> int:
    parser = argparse.ArgumentParser(description="Show the state of every part.")
    parser.add_argument("--state", type=Path, default=shared_state("system"))
    parser.add_argument("--wait", action="store_true")
    options = parser.parse_args()
    system = System.open(options.state)
    if options.wait and not wait(system):
        print("The system did not come up in time:", file=sys.stderr)
    found = report(system)
    for name, state in found.items():
        print(f"{name:28} {state}")
    answers = site_answers(system)
    print(f"{'site':28} {'answers' if answers else 'does not answer'}")
    return 0 if answers and all(state == "up" for state in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
