"""A CDN's purge endpoint that remembers what it was asked for."""

from __future__ import annotations

from aiohttp import web


class Purges:
    def __init__(self) -> None:
        self.keys: list[str] = []
        app = web.Application()
        app.router.add_post("/_purge/{home}/{key}", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        self.url = ""

    async def start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        _, port = self._runner.addresses[0][:2]
        self.url = f"http://127.0.0.1:{port}/_purge"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.keys.append(request.match_info["key"])
        return web.Response()
