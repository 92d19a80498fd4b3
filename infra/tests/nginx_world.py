"""Real nginx processes between tiny upstreams."""

from __future__ import annotations

import base64
import hashlib
import hmac
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp
from aiohttp import web

from infra.native.engines import shared_state
from infra.native.process import Running
from infra.nginx.render import Settings
from infra.nginx.server import program
from infra.secrets import Secrets
from infra.tests.edge_world import free_port_base
from infra.topology import Topology

Endpoint = tuple[str, int]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Server = TypeVar("Server", bound="Upstream")
KEY = "A" * 22


@dataclass
class Upstream:
    """A tiny server that remembers what it was asked."""

    name: str
    seen: list[web.Request] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        return web.Response(text=self.name, headers={"x-content-type-options": "nosniff"})

    def paths(self) -> list[str]:
        return [request.path_qs for request in self.seen]


@dataclass
class Store(Upstream):
    """A tiny object store: bodies by path."""

    objects: dict[str, bytes] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        body = self.objects.get(request.path)
        if body is None:
            return web.Response(status=404, text="<Error/>", content_type="application/xml")
        return web.Response(body=body, content_type="text/html", headers={"set-cookie": "a=b", "etag": '"x"'})


@dataclass
class NginxWorld:
    """Running nginx processes, and where to put upstreams."""

    settings: Settings
    stack: AsyncExitStack
    session: aiohttp.ClientSession
    running: dict[str, Running]

    @property
    def topology(self) -> Topology:
        return self.settings.topology

    async def serve(self, endpoint: Endpoint, upstream: Server) -> Server:
        """Run a tiny server at `endpoint`."""
        await self.serve_with(endpoint, upstream.answer)
        return upstream

    async def serve_with(self, endpoint: Endpoint, answer: Answer) -> None:
        """Run a tiny server with an answer of the test's own."""
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self.stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, *endpoint).start()

    def url(self, path: str) -> str:
        """An address at the entry."""
        return f"http://127.0.0.1:{self.settings.http_port}{path}"

    def media_path(self, home: str, file: str, *, key: str = KEY, life: float = 600) -> str:
        """A signed path as the BFF makes it, without the edge."""
        expires = int(time.time() + life)
        mac = hmac.digest(
            self.settings.secrets.password("media-url").encode(), f"{expires}/{home}/{key}".encode(), hashlib.sha256
        )
        signature = base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
        return f"/{expires}/{signature}/{home}/{key}/{file}"

    def cached_files(self, edge: str) -> list[Path]:
        """What the edge's cache has on disk."""
        cache = self.settings.directory(edge) / "state" / "cache"
        return [path for path in cache.rglob("*") if path.is_file()]


@asynccontextmanager
async def nginx_world(*names: str, certificates: Path | None = None) -> AsyncIterator[NginxWorld]:
    """Start the named nginx processes, as the native runner does, in a folder of their own."""
    root = _folder()
    base = free_port_base()
    static = root / "static"
    (static / "assets").mkdir(parents=True)
    settings = Settings(
        Topology.load(port_base=base), Secrets(b"x" * 32), root / "nginx", static,
        http_port=base + 900, https_port=base + 901 if certificates else None, certificates=certificates,
    )  # fmt: skip
    async with AsyncExitStack() as stack:
        stack.callback(shutil.rmtree, root, ignore_errors=True)
        session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        world = NginxWorld(settings, stack, session, {})
        for name in names:
            running = Running(program(settings, name), root)
            running.start()
            stack.callback(running.stop)
            running.wait_ready()
            world.running[name] = running
        yield world


def _folder() -> Path:
    parent = shared_state("test-nginx")
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    folder.chmod(0o755)
    return folder
