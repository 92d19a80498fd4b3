"""`python -m infra.wan`: run the relay of one system until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import logging
import resource
import signal
from collections.abc import Sequence

import uvloop
from aiohttp import web

from infra.topology import DEFAULT_PORT_BASE, Topology
from infra.wan.control import create_control
from infra.wan.relay import RESET_AFTER, Relay

log = logging.getLogger("infra.wan")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m infra.wan", description="Relay between the regions.")
    parser.add_argument("--port-base", type=int, default=DEFAULT_PORT_BASE)
    parser.add_argument("--edges", nargs="+", help="edges that exist; all of them when absent")
    parser.add_argument("--mode", choices=("native", "compose"), default="native")
    parser.add_argument("--region", help="only the listeners of this region, for one relay per region")
    parser.add_argument("--reset-after", type=float, default=RESET_AFTER, help="seconds until a cut resets connections")
    options = parser.parse_args(arguments)
    edges = [name for word in options.edges for name in word.split(",")] if options.edges else None
    logging.basicConfig(
        level=logging.INFO, format='{"level": "%(levelname)s", "logger": "%(name)s", "event": "%(message)s"}'
    )
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    _raise_file_limit()
    topology = Topology.load(port_base=options.port_base, edges=edges, mode=options.mode)
    relay = Relay(topology, region=options.region, reset_after=options.reset_after)
    uvloop.run(_serve(relay, topology, options.region or topology.primary))


async def _serve(relay: Relay, topology: Topology, control_region: str) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await relay.start()
    runner = web.AppRunner(create_control(relay), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, *topology.endpoint(control_region, "relay_control"), reuse_address=True).start()
    log.info("%d listeners on %d links", len(relay.doors), len(relay.links))
    await stopped.wait()
    relay.close()
    await runner.cleanup()


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()
