"""What stop.sh runs: stop everything, and with `--purge` delete what it kept."""

from __future__ import annotations

import argparse
import shutil

from infra.native import hosts, supervisor
from infra.native.engine_programs import shared_state
from infra.native.system import System


def main() -> None:
    parser = argparse.ArgumentParser(prog="stop.sh", description="Stop Mockstagram.")
    parser.add_argument("--purge", action="store_true", help="delete all data too")
    purge = parser.parse_args().purge
    state = shared_state("system")
    if (state / "settings.json").exists():
        supervisor.stop(System.open(state))
        print("Mockstagram has stopped.")
    else:
        print("Mockstagram does not run outside of containers here.")
    if purge:
        shutil.rmtree(state, ignore_errors=True)
        hosts.forget_names()
        print("Its data are deleted.")


if __name__ == "__main__":
    main()
