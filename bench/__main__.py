"""`python -m bench --help`: everything that can be measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NamedTuple

from bench import dummies, edge, speed
from bench.load import WrongAnswer
from bench.world import command as world


class Command(NamedTuple):
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _no_options(_: argparse.ArgumentParser) -> None:
    return None


def _media(_: argparse.Namespace) -> int:
    from bench import media

    media.main()
    return 0


COMMANDS = {
    "world": Command(
        "write a generated world: 10,000 accounts and 100,000 posts, or any size", world.add_options, world.run
    ),
    "speed": Command(
        "W1, W1h, W2, W3, W5 and freshness: CPU of every process, against the aims", speed.add_options, speed.run
    ),
    "edge": Command("reads at an edge, the primary 180 ms and 0 ms away", edge.add_options, edge.run),
    "dummies": Command(
        "a copy of this checkout in which stand-ins run for services not built yet", dummies.add_options, dummies.run
    ),
    "media": Command("the picture pipeline against bare libvips; needs no running system", _no_options, _media),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure a running system on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_options(commands.add_parser(name, help=command.help, description=command.help))
    options = parser.parse_args()
    try:
        return COMMANDS[options.command].run(options)
    except (OSError, RuntimeError, TimeoutError, WrongAnswer, ExceptionGroup) as error:
        sys.stderr.write(f"{_first(error)}\n")
        return 1


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


if __name__ == "__main__":
    sys.exit(main())
