from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio
import uvicorn

from infra.native.engines import Engines
from infra.objects.buckets import ensure_buckets
from infra.topology import Topology
from kit.testing import queries
from kit.testing.service import ServiceUnderTest
from kit.testing.world import World
from media_server.domain.settings import SERVICE, load_media_settings
from media_server.domain.stores import Stores
from media_server.tests.purges import Purges

EDGE = "ap-northeast"


class MediaWorld:
    """The world of service tests with an object store in each region, reached without a relay."""

    def __init__(self, world: World, spool: Path, purge_url: str) -> None:
        self._world = world
        self.spool = spool
        self.purge_url = purge_url
        self.topology: Topology = world.topology
        self.secrets = world.secrets
        self.engines = world.engines
        self.migrated = world.migrated
        self.empty = world.empty

    def environment(self, region: str, service: str) -> dict[str, str]:
        stores = {r.name: "http://{}:{}".format(*self.topology.endpoint(r.name, "s3")) for r in self.topology.regions}
        return self._world.environment(region, service) | {
            "MEDIA_SERVER_STORES": json.dumps(stores),
            "MEDIA_SERVER_SPOOL": str(self.spool / region),
            "MEDIA_SERVER_PURGE_URL": self.purge_url,
            "MEDIA_SERVER_NATS_URL": "nats://media_server:{}@{}:{}".format(
                self.secrets.password("nats/media_server"), *self.topology.endpoint(self.topology.primary, "nats")
            ),
        }

    def stores(self, region: str) -> Stores:
        return Stores(load_media_settings(self.environment(region, SERVICE)), region)


@pytest.fixture(scope="session")
def objects(world: World) -> Iterator[Engines]:
    """An object store in each region of the world."""
    state = world.state.with_name(world.state.name + "-objects")
    engines = Engines(world.topology, world.secrets, state, parts={"objects"}, provision=False)
    with engines:
        asyncio.run(ensure_buckets(world.topology, world.secrets))
        yield engines


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def purges() -> AsyncIterator[Purges]:
    """Stands where the CDN of the edge takes purges."""
    made = Purges()
    await made.start()
    yield made
    await made.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def media_world(
    world: World, objects: Engines, purges: Purges, tmp_path_factory: pytest.TempPathFactory
) -> MediaWorld:
    return MediaWorld(world, tmp_path_factory.mktemp("spool"), purges.url)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(media_world: MediaWorld) -> AsyncIterator[ServiceUnderTest]:
    queries.install()
    service = ServiceUnderTest.of(SERVICE, cast(World, media_world))
    await service.start()
    yield service
    await service.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def media(opened: ServiceUnderTest) -> ServiceUnderTest:
    """media-server in the primary region and in an edge, without any rows."""
    await opened.empty()
    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def edge_url(media_world: MediaWorld, opened: ServiceUnderTest) -> AsyncIterator[str]:
    """The edge's API behind a real HTTP server, for what an in-process call cannot show: broken connections."""
    host, port = media_world.topology.api(EDGE, SERVICE)
    app = opened.definition.build(media_world.environment(EDGE, SERVICE))
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.wait({serving}, timeout=0.01)
    yield f"http://{host}:{port}/{SERVICE}/upload/files"
    server.should_exit = True
    await serving
