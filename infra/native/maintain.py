"""Brings databases, streams and buckets to what the tables say, then keeps them there, and beats the pulse.

Services start when the file `data/provisioned` appears.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import time
from pathlib import Path

import asyncpg
import psycopg

from infra.nats.reconcile import reconcile_forever, reconcile_once
from infra.objects.buckets import check_isolation, ensure_buckets
from infra.postgres.replication import admin_dsn, ensure_replication
from infra.provision import ADMIN_DATABASE, migrate, provision
from infra.secrets import Secrets
from infra.topology import Topology

PULSE_SECONDS = 0.25
REPLICATION_SECONDS = 5.0
logger = logging.getLogger("infra.maintain")


async def prepare(topology: Topology, secrets: Secrets) -> None:
    """Everything that must exist before a service starts. Waits for the engines as long as it takes."""
    await _until_reachable(topology, secrets)
    await asyncio.to_thread(provision, topology, secrets)
    said, *_ = await asyncio.gather(
        asyncio.to_thread(migrate, topology, secrets, *topology.built),
        reconcile_once(topology, secrets),
        _objects(topology, secrets),
    )
    logger.info("%s", "; ".join(said.splitlines()))


async def _objects(topology: Topology, secrets: Secrets) -> None:
    await ensure_buckets(topology, secrets)
    await check_isolation(topology, secrets)


async def _until_reachable(topology: Topology, secrets: Secrets) -> None:
    while True:
        try:
            connection = await asyncpg.connect(admin_dsn(topology, secrets), timeout=3)
            await connection.close()
        except (OSError, asyncpg.PostgresError, TimeoutError):
            await asyncio.sleep(0.2)
        else:
            return


async def pulse_forever(topology: Topology, secrets: Secrets) -> None:
    """A tiny real commit four times a second, so that a replica's last replayed commit tells its lag."""
    while True:
        try:
            connection = await asyncpg.connect(admin_dsn(topology, secrets, ADMIN_DATABASE), timeout=3)
            try:
                while True:
                    await connection.execute("UPDATE pulse SET at = clock_timestamp()", timeout=5)
                    await asyncio.sleep(PULSE_SECONDS)
            finally:
                connection.terminate()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            logger.info("pulse: %s, trying again", type(error).__name__)
            await asyncio.sleep(PULSE_SECONDS)


async def keep_replication(topology: Topology, secrets: Secrets) -> None:
    """Slots of replicas that were away for too long go; such a replica copies the primary again at its next start."""

    def ensure() -> None:
        with psycopg.connect(admin_dsn(topology, secrets), autocommit=True, connect_timeout=3) as connection:
            ensure_replication(connection, topology, secrets)

    while True:
        await asyncio.sleep(REPLICATION_SECONDS)
        try:
            await asyncio.to_thread(ensure)
        except psycopg.Error as error:
            logger.info("replication: %s, trying again", type(error).__name__)


async def run(topology: Topology, secrets: Secrets, data: Path) -> None:
    started = time.monotonic()
    await prepare(topology, secrets)
    (data / "provisioned").write_text(f"{time.monotonic() - started:.1f} s\n")
    logger.info("ready after %.1f s", time.monotonic() - started)
    async with asyncio.TaskGroup() as group:
        group.create_task(pulse_forever(topology, secrets))
        group.create_task(reconcile_forever(topology, secrets))
        group.create_task(keep_replication(topology, secrets))


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep databases, streams and buckets as the tables say.")
    parser.add_argument("--state", type=Path, required=True, help="folder with `secret` and a writable `data`")
    parser.add_argument("--port-base", type=int, required=True)
    parser.add_argument("--edges", help="names separated by commas; all by default")
    parser.add_argument("--mode", choices=("native", "compose"), default="native")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    topology = Topology.load(
        port_base=options.port_base, edges=options.edges.split(",") if options.edges else None, mode=options.mode
    )
    asyncio.run(run(topology, Secrets.open(options.state / "secret"), options.state / "data"))


if __name__ == "__main__":
    main()
