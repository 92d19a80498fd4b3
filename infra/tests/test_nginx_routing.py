"""Entry, site and gateway: who is sent where, what passes through, and what is said when nobody answers."""

from __future__ import annotations

import asyncio
import gzip
import io
import ssl
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from infra.nginx.ca import ensure_certificates
from infra.tests.edge_world import EAST, FRANKFURT, SEOUL
from infra.tests.nginx_world import NginxWorld, Upstream, nginx_world
from kit.testing.until import until

pytestmark = pytest.mark.asyncio

SITE = {"host": "mockstagram.com"}


async def _bffs(world: NginxWorld) -> dict[str, Upstream]:
    return {
        edge: await world.serve(world.topology.endpoint(edge, "bff"), Upstream(edge)) for edge in (SEOUL, FRANKFURT)
    }


async def test_the_region_cookie_chooses_the_edge_and_anything_else_the_default() -> None:
    async with nginx_world("entry", SEOUL, FRANKFURT) as world:
        await _bffs(world)
        for cookie, edge in (
            ("", SEOUL),
            (f"region={FRANKFURT}", FRANKFURT),
            (f"a=b; region={SEOUL}", SEOUL),
            ("region=us-east", SEOUL),
            ("region=../../etc", SEOUL),
        ):
            for host in (
                "mockstagram.com",
                "mockstagram.localhost",
                f"mockstagram.localhost:{world.settings.http_port}",
            ):
                async with world.session.get(world.url("/p/1?a=b"), headers={"host": host, "cookie": cookie}) as answer:
                    assert (answer.status, await answer.text(), answer.headers["x-region"]) == (200, edge, edge)


async def test_the_upstream_learns_host_scheme_and_address_and_cannot_be_told_lies() -> None:
    async with nginx_world("entry", SEOUL) as world:
        bff = await world.serve(world.topology.endpoint(SEOUL, "bff"), Upstream("bff"))
        lies = {"x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https", "x-forwarded-host": "evil.example"}
        async with world.session.get(
            world.url("/a%2Fb?x=%20"), headers=SITE | lies | {"x-causal": "c.1.2.x"}
        ) as answer:
            assert answer.status == 200
        (request,) = bff.seen
        assert request.raw_path == "/a%2Fb?x=%20"
        assert request.headers["host"] == "mockstagram.com"
        assert request.headers["x-forwarded-for"] == "127.0.0.1"
        assert request.headers["x-forwarded-proto"] == "http"
        assert request.headers["x-forwarded-host"] == "mockstagram.com"
        assert request.headers["x-causal"] == "c.1.2.x"


async def test_unknown_hosts_are_told_the_right_names() -> None:
    async with nginx_world("entry", SEOUL) as world:
        for host in ("evil.example", "127.0.0.1", "image.evil.example"):
            async with world.session.get(world.url("/"), headers={"host": host}) as answer:
                assert answer.status == 421
                assert "http://mockstagram.com" in await answer.text()


async def test_an_edge_that_does_not_answer_is_explained_and_nothing_is_tried_elsewhere() -> None:
    async with nginx_world("entry", SEOUL, FRANKFURT) as world:
        await world.serve(world.topology.endpoint(FRANKFURT, "bff"), other := Upstream("other"))
        world.running[SEOUL].stop()
        async with world.session.get(world.url("/"), headers=SITE) as answer:
            assert (answer.status, answer.content_type) == (503, "text/html")
            assert answer.headers["retry-after"] == "2"
            assert "Back in a moment" in await answer.text()
        async with world.session.get(world.url("/"), headers=SITE | {"accept-language": "ko-KR,ko"}) as answer:
            assert 'lang="ko"' in await answer.text()
        async with world.session.post(world.url("/api/v1/posts"), headers=SITE, data=b"x") as answer:
            problem = await answer.json(content_type="application/problem+json")
            assert (answer.status, problem["code"]) == (503, "unavailable")
        assert other.seen == []


async def test_a_write_whose_answer_is_lost_is_unknown_and_a_read_unavailable() -> None:
    """A broken connection after the request was sent must not be called a refusal."""

    async def vanish(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with nginx_world("entry", SEOUL) as world:
        await world.serve_with(world.topology.endpoint(SEOUL, "bff"), vanish)
        async with world.session.post(world.url("/api/v1/posts"), headers=SITE, data=b"x") as answer:
            problem = await answer.json(content_type="application/problem+json")
            assert (answer.status, problem["code"], problem["outcome"]) == (504, "deadline_exceeded", "unknown")
        async with world.session.get(world.url("/api/v1/session"), headers=SITE) as answer:
            assert (answer.status, (await answer.json(content_type=None))["code"]) == (503, "unavailable")


async def test_answers_of_the_bff_pass_as_they_are() -> None:
    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.Response(status=503, text="its own words", headers={"retry-after": "7"})

    async with nginx_world("entry", SEOUL) as world:
        await world.serve_with(world.topology.endpoint(SEOUL, "bff"), refuse)
        async with world.session.get(world.url("/"), headers=SITE) as answer:
            assert (answer.status, await answer.text(), answer.headers["retry-after"]) == (503, "its own words", "7")


async def test_a_slow_upload_reaches_media_server_before_it_is_complete() -> None:
    """Fails with proxy_request_buffering on in either nginx."""
    arrived = asyncio.Queue[bytes]()

    async def receive(request: web.Request) -> web.StreamResponse:
        assert request.path == "/media-server/upload/files/1"
        assert "cookie" not in request.headers
        assert request.headers["upload-ticket"] == "t"
        async for chunk in request.content.iter_any():
            arrived.put_nowait(chunk)
        return web.Response(status=204, headers={"upload-offset": "12", "location": "../files/1"})

    more = asyncio.Event()

    async def body() -> object:
        yield b"first"
        await more.wait()
        yield b"second!"

    async with nginx_world("entry", SEOUL) as world:
        await world.serve_with(world.topology.api(SEOUL, "media-server"), receive)
        headers = SITE | {
            "cookie": "session=secret",
            "upload-ticket": "t",
            "tus-resumable": "1.0.0",
            "content-length": "12",
        }
        request = asyncio.ensure_future(world.session.patch(world.url("/upload/files/1"), headers=headers, data=body()))
        assert await asyncio.wait_for(arrived.get(), 5) == b"first"
        more.set()
        async with await asyncio.wait_for(request, 5) as answer:
            assert (answer.status, answer.headers["upload-offset"]) == (204, "12")


async def test_bodies_have_limits_and_uploads_a_larger_one() -> None:
    async with nginx_world("entry", SEOUL) as world:
        bff = await world.serve(world.topology.endpoint(SEOUL, "bff"), Upstream("bff"))
        media = await world.serve(world.topology.api(SEOUL, "media-server"), Upstream("media"))
        async with world.session.post(
            world.url("/api/v1/posts"), headers=SITE, data=io.BytesIO(bytes(2**21))
        ) as answer:
            assert (answer.status, (await answer.json(content_type=None))["code"]) == (413, "too_large")
        async with world.session.patch(
            world.url("/upload/files/1"), headers=SITE, data=io.BytesIO(bytes(2**22))
        ) as answer:
            assert answer.status == 200
        assert (bff.seen, len(media.seen)) == ([], 1)


async def test_websockets_pass() -> None:
    async def talk(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(f"echo {message.data}")
        return socket

    async with nginx_world("entry", SEOUL) as world:
        await world.serve_with(world.topology.endpoint(SEOUL, "bff"), talk)
        async with world.session.ws_connect(world.url("/api/v1/socket"), headers=SITE) as socket:
            await socket.send_str("hello")
            assert (await socket.receive(timeout=5)).data == "echo hello"


async def test_static_files_are_immutable_compressed_and_hide_what_is_not_theirs() -> None:
    async with nginx_world("entry", SEOUL) as world:
        bff = await world.serve(world.topology.endpoint(SEOUL, "bff"), Upstream("bff"))
        static = world.settings.static
        (static / "assets" / "app-1.js").write_text("plain")
        (static / "assets" / "app-1.js.gz").write_bytes(gzip.compress(b"zipped"))
        (static / "icon.svg").write_text("<svg/>")
        (static / "shell.html").write_text("secret template")
        (static / ".vite").mkdir()
        (static / ".vite" / "manifest.json").write_text("{}")
        async with world.session.get(world.url("/assets/app-1.js"), headers=SITE) as answer:
            assert (answer.status, await answer.text(), answer.content_type) == (200, "zipped", "text/javascript")
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers["x-content-type-options"] == "nosniff"
        async with world.session.get(world.url("/assets/gone.js"), headers=SITE) as answer:
            assert (answer.status, answer.headers.get("cache-control")) == (404, None)
        async with world.session.get(world.url("/icon.svg"), headers=SITE) as answer:
            assert (answer.status, answer.headers["cache-control"]) == (200, "public, no-cache")
        for path, kind in (("/sw.js", "text/javascript"), ("/manifest.en.webmanifest", "application/manifest+json")):
            (static / path[1:]).write_text("{}")
            async with world.session.get(world.url(path), headers=SITE) as answer:
                assert (answer.content_type, answer.headers["cache-control"]) == (kind, "public, no-cache")
        for path in ("/shell.html", "/.vite/manifest.json", "/favicon.ico", "/some.body"):
            async with world.session.get(world.url(path), headers=SITE) as answer:
                assert await answer.text() == "bff"
        assert bff.paths() == ["/shell.html", "/.vite/manifest.json", "/favicon.ico", "/some.body"]


async def test_brotli_is_served_where_a_file_has_it() -> None:
    async with nginx_world("entry", SEOUL) as world:
        if not world.settings.brotli:
            pytest.skip("the brotli module is not installed")
        (world.settings.static / "assets" / "app-1.js").write_text("plain")
        (world.settings.static / "assets" / "app-1.js.br").write_bytes(b"brotli bytes")
        async with (
            aiohttp.ClientSession(auto_decompress=False) as session,
            session.get(world.url("/assets/app-1.js"), headers=SITE | {"accept-encoding": "br, gzip"}) as answer,
        ):
            assert (answer.headers["content-encoding"], await answer.read()) == ("br", b"brotli bytes")


async def test_the_gateway_routes_by_service_and_answers_probes() -> None:
    async with nginx_world(EAST) as world:
        host, port = world.topology.endpoint(EAST, "gateway")
        gateway = f"http://{host}:{port}"
        user = await world.serve(world.topology.api(EAST, "user"), Upstream("user"))
        media = await world.serve(world.topology.api(EAST, "media-server"), Upstream("media"))
        async with world.session.post(
            f"{gateway}/user/accounts?x=1", json={}, headers={"authorization": "Bearer t"}
        ) as answer:
            assert await answer.text() == "user"
        async with world.session.get(f"{gateway}/media-server/media") as answer:
            assert await answer.text() == "media"
        async with world.session.get(f"{gateway}/health") as answer:
            assert answer.status == 200
        for path in ("/", "/users/x", "/search/x"):
            async with world.session.get(f"{gateway}{path}") as answer:
                assert (answer.status, answer.content_type) == (404, "application/problem+json")
        async with world.session.post(f"{gateway}/content/posts", json={}) as answer:
            assert (answer.status, (await answer.json(content_type=None))["code"]) == (503, "unavailable")
        assert (user.paths(), media.paths()) == (["/user/accounts?x=1"], ["/media-server/media"])
        assert user.seen[0].headers["authorization"] == "Bearer t"


async def test_a_killed_nginx_starts_again_on_its_ports() -> None:
    async with nginx_world(EAST) as world:
        host, port = world.topology.endpoint(EAST, "gateway")
        world.running[EAST].stop()
        world.running[EAST].start()
        world.running[EAST].wait_ready()

        async def healthy() -> bool:
            async with world.session.get(f"http://{host}:{port}/health") as answer:
                return answer.status == 200

        await until(healthy)


async def test_https_with_the_local_authority(tmp_path: Path) -> None:
    certificates = ensure_certificates(tmp_path / "ca")
    trusted = ssl.create_default_context(cafile=str(certificates / "ca.crt"))
    async with nginx_world("entry", SEOUL, certificates=certificates) as world:
        bff = await world.serve(world.topology.endpoint(SEOUL, "bff"), Upstream("bff"))
        url = f"https://127.0.0.1:{world.settings.https_port}/"
        for host in ("mockstagram.com", "mockstagram.localhost"):
            async with world.session.get(url, headers={"host": host}, ssl=trusted, server_hostname=host) as answer:
                assert await answer.text() == "bff"
        assert {request.headers["x-forwarded-proto"] for request in bff.seen} == {"https"}
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await world.session.get(url, headers=SITE, ssl=trusted, server_hostname="evil.example")
