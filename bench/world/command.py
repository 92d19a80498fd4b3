"""`python -m bench world`: write a generated world into a running system."""

from __future__ import annotations

import argparse
import asyncio
import time

from bench.target import Target, add_target_options, target_of
from bench.world.shape import FOLLOWS_EACH, Shape, full, quick, sized
from bench.world.write import PASSWORD, exists, write


def add_options(parser: argparse.ArgumentParser) -> None:
    add_target_options(parser)
    parser.add_argument("--set", choices=("quick", "full"), help="a fixed workload's data set instead of the sizes")
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--follows", type=int, default=FOLLOWS_EACH, help="that each account begins with, about")


def run(options: argparse.Namespace) -> int:
    shape = {"quick": quick, "full": full}[options.set]() if options.set else None
    asyncio.run(ensure(target_of(options), shape or sized(options.accounts, options.posts, options.follows)))
    return 0


async def ensure(target: Target, shape: Shape) -> None:
    """Write the world unless it is there."""
    if await exists(target, shape):
        print(f"  world {shape.name}: there already")
        return
    began = time.monotonic()
    await write(target, shape, lambda text: print(f"  {time.monotonic() - began:6.1f} s  {text} …", flush=True))
    print(f"  {time.monotonic() - began:6.1f} s  done; accounts {shape.username(0)} …, password {PASSWORD}")
