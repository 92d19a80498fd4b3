"""`python -m infra.native.status`: the state of every part; `--wait` waits until the site answers."""

from __future__ import annotations

import argparse
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from infra.environment import LOCAL_HOST
from infra.native import supervisor
from infra.native.engine_programs import shared_state
from infra.native.system import System
from infra.native.wait import accepts

WAIT_SECONDS = 300
SAY_EVERY = 2.0


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
    found = {}
    for programs in system.groups().values():
        for program in programs:
            state = str(known.get(program.name, {}).get("statename", "STOPPED"))
            if state == "RUNNING":
                missing = [endpoint for endpoint in program.ready if not accepts(endpoint)]
                state = f"starting ({missing[0][0]}:{missing[0][1]})" if missing else "up"
            found[program.name] = state.lower()
    return found


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
