"""What every container starts: `python -m infra.docker.run PART REGION` prepares the part and becomes it."""

from __future__ import annotations

import argparse
import os

from infra.docker.parts import PARTS, open_place
from infra.native.process import base_environment


def main() -> None:
    """Read the container's folder and become the part. Does not return."""
    parser = argparse.ArgumentParser(prog="python -m infra.docker.run")
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("region", help="name of a region, or `entry`")
    options = parser.parse_args()
    program = PARTS[options.part](open_place(options.region))
    program.prepare()
    program.create_missing()
    os.chdir(program.directory)
    environment = base_environment() | {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
    os.execvpe(program.command[0], program.command, environment | dict(program.environment))  # noqa: S606


if __name__ == "__main__":
    main()
