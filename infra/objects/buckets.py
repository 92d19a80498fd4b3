"""Buckets of every region's store, and the check that no two stores are one."""

from __future__ import annotations

import asyncio
import secrets as random
import time

from obstore.store import S3Store

from infra.objects.server import BUCKETS, PUBLIC_BUCKET
from infra.secrets import Secrets
from infra.topology import Topology

WAIT_SECONDS = 60.0


class StoresJoinedError(RuntimeError):
    """An object of one region's store was found in another's: they share their sockets or their data."""


def open_store(topology: Topology, secrets: Secrets, region: str, bucket: str) -> S3Store:
    """The store of a region as `infra`; natively maintenance stands outside the regions, in containers it is inside one."""
    direct = topology.mode == "native" or region == topology.primary
    host, port = topology.endpoint(region, "s3") if direct else topology.relay(topology.primary, region, "s3")
    return S3Store(
        bucket,
        endpoint=f"http://{host}:{port}",
        access_key_id="infra",
        secret_access_key=secrets.password("s3/infra"),
        region="us-east-1",
        virtual_hosted_style_request=False,
        client_options={"allow_http": True, "timeout": "5s", "connect_timeout": "2s"},
        retry_config={"max_retries": 0},
    )


async def ensure_buckets(topology: Topology, secrets: Secrets) -> None:
    """Make the buckets everywhere, waiting for stores that are starting: the first object of `infra` makes one."""
    for region in topology.regions:
        for bucket in BUCKETS:
            store = open_store(topology, secrets, region.name, bucket)
            deadline = time.monotonic() + WAIT_SECONDS
            while True:
                try:
                    await store.put_async(".made", b"")
                    break
                except Exception:
                    if time.monotonic() > deadline:
                        raise
                    await asyncio.sleep(0.3)


async def check_isolation(topology: Topology, secrets: Secrets) -> None:
    """Write an object to each region's store and look for it in the others. Raises StoresJoinedError."""
    for region in topology.regions:
        name = f"canary/{random.token_hex(8)}"
        own = open_store(topology, secrets, region.name, PUBLIC_BUCKET)
        await own.put_async(name, region.name.encode())
        try:
            for other in topology.regions:
                if other is not region and await holds(open_store(topology, secrets, other.name, PUBLIC_BUCKET), name):
                    raise StoresJoinedError(f"the stores of {region.name} and {other.name} are one")
        finally:
            await own.delete_async(name)


async def holds(store: S3Store, name: str) -> bool:
    """Whether a store has an object of this name."""
    try:
        await store.head_async(name)
    except FileNotFoundError:
        return False
    return True
