"""CDN: signed addresses, the order of stores on a miss, caching, and removal that really removes."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import web

from infra.tests.edge_world import EAST, FRANKFURT, SEOUL
from infra.tests.nginx_world import KEY, NginxWorld, Store, nginx_world
from kit.testing.until import until

pytestmark = pytest.mark.asyncio

CDN = {"host": "image.mockstagramcdn.com", "cookie": "session=secret", "authorization": "Bearer x"}
OTHER_KEY = "B" * 22


async def _stores(world: NginxWorld, edge: str = SEOUL) -> dict[str, Store]:
    """The edge's own store, and the far ones in the place of the relay's listeners."""
    addresses = {
        region.name: world.topology.endpoint(edge, "s3")
        if region.name == edge
        else world.topology.relay(edge, region.name, "s3")
        for region in world.topology.regions
    }
    return {name: await world.serve(address, Store(name)) for name, address in addresses.items()}


async def _get(world: NginxWorld, path: str, edge: str = SEOUL, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    async with world.session.get(world.url(f"/{edge}{path}"), headers=CDN | headers) as answer:
        return answer.status, await answer.read(), {name.lower(): value for name, value in answer.headers.items()}


async def _purge(world: NginxWorld, home: str, key: str = KEY) -> int:
    host, port = world.topology.endpoint(SEOUL, "cdn")
    async with world.session.post(f"http://{host}:{port}/_purge/{home}/{key}") as answer:
        assert answer.status == 200
        return int((await answer.json())["removed"])


async def test_a_signed_picture_is_served_as_a_picture_and_without_cookies() -> None:
    async with nginx_world("entry", SEOUL) as world:
        own = (await _stores(world))[SEOUL]
        own.objects[f"/media/{FRANKFURT}/{KEY}/640.avif"] = b"picture"
        for host in ("image.mockstagramcdn.com", "image.mockstagram.localhost"):
            status, body, headers = await _get(world, world.media_path(FRANKFURT, "640.avif"), host=host)
            assert (status, body, headers["content-type"]) == (200, b"picture", "image/avif")
            assert headers["cache-control"].startswith("private, max-age=")
            assert headers["x-content-type-options"] == "nosniff"
            assert "set-cookie" not in headers
            assert "access-control-allow-origin" not in headers
        (asked,) = own.seen
        assert not {"cookie", "authorization"} & {name.lower() for name in asked.headers}


async def test_altered_expired_and_transplanted_addresses_are_refused_and_ask_no_store() -> None:
    async with nginx_world("entry", SEOUL) as world:
        stores = await _stores(world)
        good = world.media_path(FRANKFURT, "640.jpg")
        _, expires, signature, home, key, file = good.split("/")
        flipped = ("a" if signature[0] != "a" else "b") + signature[1:]
        refused = {
            f"/{expires}/{flipped}/{home}/{key}/{file}": 403,
            f"/{int(expires) + 300}/{signature}/{home}/{key}/{file}": 403,
            f"/{expires}/{signature}/{home}/{OTHER_KEY}/{file}": 403,
            f"/{expires}/{signature}/{SEOUL}/{key}/{file}": 403,
            f"/{expires}/{signature}/originals/{key}/{file}": 403,
            f"/{expires}/{signature}/{home}/{key}/../../../originals/x.jpg": 403,
            f"/{expires}/{signature}/{home}/{key}/{file}/": 403,
            f"/{expires}/{signature[:-1]}/{home}/{key}/{file}": 403,
            f"/{home}/{key}/{file}": 403,
            world.media_path(FRANKFURT, "640.jpg", life=-1): 410,
        }
        for path, expected in refused.items():
            status, _, headers = await _get(world, path)
            assert (path, status) == (path, expected)
            assert (headers["cache-control"], headers["content-type"]) == ("no-store", "text/plain")
        assert {name: store.paths() for name, store in stores.items()} == {EAST: [], SEOUL: [], FRANKFURT: []}


async def test_one_signature_serves_all_files_of_its_item_with_their_types() -> None:
    async with nginx_world("entry", SEOUL) as world:
        own = (await _stores(world))[SEOUL]
        for file, kind in (("320.jpg", "image/jpeg"), ("1080.avif", "image/avif")):
            own.objects[f"/media/{SEOUL}/{KEY}/{file}"] = file.encode()
            status, body, headers = await _get(world, world.media_path(SEOUL, file))
            assert (status, body, headers["content-type"]) == (200, file.encode(), kind)


@pytest.mark.parametrize(
    ("home", "order"),
    [(FRANKFURT, [SEOUL, FRANKFURT, EAST]), (SEOUL, [SEOUL, EAST]), (EAST, [SEOUL, EAST])],
)
async def test_a_miss_asks_own_store_then_home_then_primary_once_each(home: str, order: list[str]) -> None:
    async with nginx_world("entry", SEOUL) as world:
        stores = await _stores(world)
        asked: list[str] = []
        for name, store in stores.items():
            store.seen = _Log(asked, name)
        for number in range(len(order)):
            key = chr(ord("C") + number) * 22
            stores[order[number]].objects[f"/media/{home}/{key}/640.jpg"] = b"found"
            asked.clear()
            path = world.media_path(home, "640.jpg", key=key)
            assert (await _get(world, path))[0] == 200
            assert asked == order[: number + 1]
            assert (await _get(world, path))[2]["x-cache"] == "HIT"
            assert asked == order[: number + 1]


class _Log(list[web.Request]):
    """Notes the order in which several stores were asked."""

    def __init__(self, asked: list[str], name: str) -> None:
        super().__init__()
        self._asked, self._name = asked, name

    def append(self, request: web.Request) -> None:
        self._asked.append(self._name)


async def test_a_store_that_is_down_is_passed_over_and_none_at_all_is_503() -> None:
    async with nginx_world("entry", SEOUL) as world:
        primary = await world.serve(world.topology.relay(SEOUL, EAST, "s3"), Store("primary"))
        primary.objects[f"/media/{FRANKFURT}/{KEY}/640.jpg"] = b"copy"
        assert (await _get(world, world.media_path(FRANKFURT, "640.jpg")))[:2] == (200, b"copy")
    async with nginx_world("entry", SEOUL) as world:
        status, _, headers = await _get(world, world.media_path(FRANKFURT, "640.jpg"))
        assert (status, headers["retry-after"]) == (503, "2")


async def test_the_cache_does_not_depend_on_the_signature_or_the_query() -> None:
    async with nginx_world("entry", SEOUL) as world:
        own = (await _stores(world))[SEOUL]
        own.objects[f"/media/{SEOUL}/{KEY}/640.jpg"] = b"0123456789"
        assert (await _get(world, world.media_path(SEOUL, "640.jpg", life=300)))[2]["x-cache"] == "MISS"
        status, _, headers = await _get(world, world.media_path(SEOUL, "640.jpg", life=600) + "?bust=1")
        assert (status, headers["x-cache"]) == (200, "HIT")
        status, body, _ = await _get(world, world.media_path(SEOUL, "640.jpg"), range="bytes=2-4")
        assert (status, body) == (206, b"234")
        assert len(own.seen) == 1


async def test_what_is_missing_is_remembered_for_at_most_a_second() -> None:
    async with nginx_world("entry", SEOUL) as world:
        stores = await _stores(world)
        path = world.media_path(EAST, "640.jpg")
        for _ in range(10):
            status, _, headers = await _get(world, path)
            assert (status, headers["cache-control"]) == (404, "no-store")
        assert len(stores[EAST].seen) <= 3
        stores[EAST].objects[f"/media/{EAST}/{KEY}/640.jpg"] = b"late"
        appeared = time.monotonic()

        async def found() -> bool:
            return (await _get(world, path))[0] == 200

        await until(found, within=3)
        assert time.monotonic() - appeared < 2.2


async def test_many_viewers_of_a_new_picture_cost_one_fetch() -> None:
    release = asyncio.Event()

    class Slow(Store):
        async def answer(self, request: web.Request) -> web.StreamResponse:
            await release.wait()
            return await super().answer(request)

    async with nginx_world("entry", SEOUL) as world:
        own = await world.serve(world.topology.endpoint(SEOUL, "s3"), Slow("own"))
        own.objects[f"/media/{SEOUL}/{KEY}/640.jpg"] = b"picture"
        path = world.media_path(SEOUL, "640.jpg")
        viewers = [asyncio.ensure_future(_get(world, path)) for _ in range(20)]
        release.set()
        assert {(await viewer)[1] for viewer in viewers} == {b"picture"}
        assert len(own.seen) == 1


async def test_a_purge_removes_every_cached_file_of_the_item_and_nothing_else() -> None:
    """Fails without the index (files stay) and, for the second half, without the tombstone."""
    async with nginx_world("entry", SEOUL) as world:
        stores = await _stores(world)
        files = [f"{width}.{kind}" for width in (150, 320, 733) for kind in ("avif", "jpg")]
        for key, store in ((KEY, stores[SEOUL]), (OTHER_KEY, stores[FRANKFURT])):
            for file in files:
                store.objects[f"/media/{FRANKFURT}/{key}/{file}"] = b"canary"
                assert (await _get(world, world.media_path(FRANKFURT, file, key=key)))[0] == 200
        assert len(world.cached_files(SEOUL)) == 12
        assert await _purge(world, FRANKFURT) == 6
        assert len(world.cached_files(SEOUL)) == 6
        # The stores still have it, as they may for a while.
        for file in files:
            assert (await _get(world, world.media_path(FRANKFURT, file)))[0] == 404
            _, _, headers = await _get(world, world.media_path(FRANKFURT, file, key=OTHER_KEY))
            assert headers["x-cache"] == "HIT"
        assert await _purge(world, FRANKFURT) == 0


async def test_a_picture_that_is_being_fetched_while_it_is_purged_is_not_served_afterwards() -> None:
    asked, release = asyncio.Event(), asyncio.Event()

    class Slow(Store):
        async def answer(self, request: web.Request) -> web.StreamResponse:
            asked.set()
            await release.wait()
            return await super().answer(request)

    async with nginx_world("entry", SEOUL) as world:
        own = await world.serve(world.topology.endpoint(SEOUL, "s3"), Slow("own"))
        own.objects[f"/media/{SEOUL}/{KEY}/640.jpg"] = b"canary"
        path = world.media_path(SEOUL, "640.jpg")
        viewer = asyncio.ensure_future(_get(world, path))
        await asyncio.wait_for(asked.wait(), 5)
        await _purge(world, SEOUL)
        release.set()
        await viewer
        assert (await _get(world, path))[0] == 404


async def test_purging_is_not_for_the_public() -> None:
    async with nginx_world("entry", SEOUL) as world:
        own = (await _stores(world))[SEOUL]
        own.objects[f"/media/{SEOUL}/{KEY}/640.jpg"] = b"picture"
        path = world.media_path(SEOUL, "640.jpg")
        await _get(world, path)
        for attempt in (
            f"/{SEOUL}/_purge/{SEOUL}/{KEY}",
            f"/{SEOUL}/x/../_purge/{SEOUL}/{KEY}",
            f"/{SEOUL}//_purge/{SEOUL}/{KEY}",
        ):
            async with world.session.post(world.url(attempt), headers=CDN) as answer:
                assert answer.status in (403, 404, 405)
        host, port = world.topology.endpoint(SEOUL, "cdn")
        async with world.session.get(f"http://{host}:{port}/_purge/{SEOUL}/{KEY}") as answer:
            assert answer.status == 405
        async with world.session.post(world.url(f"/{SEOUL}{path}"), headers=CDN) as answer:
            assert answer.status == 405
        assert (await _get(world, path))[2]["x-cache"] == "HIT"


async def test_each_edge_has_its_own_cache() -> None:
    async with nginx_world("entry", SEOUL, FRANKFURT) as world:
        for edge in (SEOUL, FRANKFURT):
            stores = await _stores(world, edge)
            stores[edge].objects[f"/media/{SEOUL}/{KEY}/640.jpg"] = edge.encode()
        for edge in (SEOUL, FRANKFURT):
            assert (await _get(world, world.media_path(SEOUL, "640.jpg"), edge))[1] == edge.encode()
        assert (await _get(world, world.media_path(SEOUL, "640.jpg"), "us-east"))[0] == 404
