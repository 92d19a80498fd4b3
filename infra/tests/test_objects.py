"""One store per region, and what may be read without a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from obstore.exceptions import PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from infra.native.engines import Engines
from infra.native.installation import Installation
from infra.objects.buckets import StoresJoinedError, check_isolation, ensure_buckets
from infra.objects.server import BUCKETS, PUBLIC_BUCKET, SOCKETS, prepare
from infra.topology import Topology

PRIVATE_BUCKET = next(bucket for bucket in BUCKETS if bucket != PUBLIC_BUCKET)
REGION = "ap-northeast"


@pytest.fixture
async def url(engines: Engines) -> str:
    topology, secrets = engines.installation.topology, engines.installation.secrets
    await ensure_buckets(topology, secrets)
    return "http://{}:{}".format(*topology.endpoint(REGION, "s3"))


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def _media_server(engines: Engines, url: str, bucket: str) -> S3Store:
    return S3Store(
        bucket,
        endpoint=url,
        access_key_id="media-server",
        secret_access_key=engines.installation.secrets.password("s3/media-server"),
        region="us-east-1",
        client_options={"allow_http": True},
        retry_config={"max_retries": 0},
    )


def _sockets(topology: Topology) -> list[Path]:
    ports = [topology.port(REGION, name) for name in topology.ports if name.startswith(("objects", "s3"))]
    return sorted(path for port in ports for path in SOCKETS.glob(f"seaweedfs-*-{port}.sock"))


async def test_stores_are_apart(engines: Engines, url: str) -> None:
    await check_isolation(engines.installation.topology, engines.installation.secrets)


async def test_joined_stores_are_noticed(engines: Engines, url: str) -> None:
    """Two regions at one address stand for two stores that share their sockets."""
    topology = engines.installation.topology
    joined = replace(
        topology,
        regions=tuple(
            replace(region, address=topology.region(REGION).address, port_offset=topology.region(REGION).port_offset)
            for region in topology.regions
        ),
    )
    with pytest.raises(StoresJoinedError):
        await check_isolation(joined, engines.installation.secrets)


async def test_renditions_are_readable_without_a_key_and_originals_are_not(
    engines: Engines, url: str, browser: aiohttp.ClientSession
) -> None:
    """Seen to fail when the anonymous identity may read `originals`."""
    for bucket, status in ((PUBLIC_BUCKET, 200), (PRIVATE_BUCKET, 403)):
        store = _media_server(engines, url, bucket)
        await store.put_async("us-east/key/320.jpg", b"picture")
        async with browser.get(f"{url}/{bucket}/us-east/key/320.jpg") as answer:
            assert answer.status == status
        await store.delete_async("us-east/key/320.jpg")


async def test_preparing_leaves_a_running_store_its_sockets(engines: Engines, url: str, tmp_path: Path) -> None:
    """Seen to fail when sockets are cleared away without asking whether anybody listens."""
    topology, secrets = engines.installation.topology, engines.installation.secrets
    before = _sockets(topology)
    prepare(Installation(topology, secrets, tmp_path), REGION)
    assert _sockets(topology) == before != []


@pytest.mark.parametrize("path", ["", "media", "media/", "originals?list-type=2", "media?list-type=2", "media?acl"])
async def test_nothing_is_listed_without_a_key(url: str, browser: aiohttp.ClientSession, path: str) -> None:
    async with browser.get(f"{url}/{path}") as answer:
        assert answer.status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
async def test_nothing_is_written_without_a_key(url: str, browser: aiohttp.ClientSession, method: str) -> None:
    async with browser.request(method, f"{url}/media/us-east/key/new.jpg", data=b"x") as answer:
        assert answer.status in (403, 405)


async def test_media_server_uses_its_buckets_only(engines: Engines, url: str) -> None:
    with pytest.raises((PermissionDeniedError, UnauthenticatedError)):
        await _media_server(engines, url, "another").put_async("x", b"x")


async def test_the_filer_takes_nothing_without_a_signed_token(
    engines: Engines, url: str, browser: aiohttp.ClientSession
) -> None:
    host, port = engines.installation.topology.endpoint(REGION, "objects_filer")
    async with browser.put(f"http://{host}:{port}/buckets/media/x", data=b"x") as answer:
        assert answer.status == 401
    async with browser.get(f"http://{host}:{port}/buckets/originals/") as answer:
        assert answer.status == 401
