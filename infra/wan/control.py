"""The relay's control API: links to look at, slow down, cut and heal; counters to read and clear."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from typing import Any

import msgspec
from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from infra.wan.relay import Cut, Door, Link, Relay, UnknownLinkError

MAX_RTT_MS = 10_000


class LinkChange(msgspec.Struct, forbid_unknown_fields=True):
    """Body of PUT /links/{from}/{to}; what is absent stays as it is."""

    rtt_ms: float | None = None
    cut: Cut | None = None

    def __post_init__(self) -> None:
        if self.rtt_ms is not None and not 0 <= self.rtt_ms <= MAX_RTT_MS:
            raise ValueError(f"rtt_ms must be 0 to {MAX_RTT_MS}")


def create_control(relay: Relay) -> web.Application:
    """The control application of `relay`."""
    control = _Control(relay)
    app = web.Application(middlewares=[_refuse_browsers], client_max_size=4096)
    app.add_routes(
        [
            web.get("/health", control.health),
            web.get("/links", control.list_links),
            web.put("/links/{origin}/{target}", control.change_link),
            web.get("/counters", control.list_counters),
            web.post("/counters/reset", control.reset_counters),
            web.get("/metrics", control.metrics),
        ]
    )
    return app


class _Control:
    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._registry = CollectorRegistry()
        self._registry.register(_Metrics(relay))

    async def health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "listeners": len(self._relay.doors)})

    async def list_links(self, _: web.Request) -> web.Response:
        return web.json_response({"links": [_link_view(link) for link in self._relay.links]})

    async def change_link(self, request: web.Request) -> web.Response:
        origin, target = request.match_info["origin"], request.match_info["target"]
        try:
            link = self._relay.link(origin, target)
        except UnknownLinkError:
            return _problem(404, "unknown_link", f"There is no link between {origin} and {target}.")
        try:
            change = msgspec.json.decode(await request.read(), type=LinkChange)
        except msgspec.DecodeError as error:
            return _problem(422, "invalid", str(error))
        if change.rtt_ms is not None:
            link.set_rtt(change.rtt_ms / 1000)
        if change.cut is not None:
            link.set_cut(_turned(change.cut, origin != link.origin), self._relay.reset_after)
        return web.json_response(_link_view(link))

    async def list_counters(self, _: web.Request) -> web.Response:
        return web.json_response({"counters": [_counter_view(door) for door in self._relay.doors]})

    async def reset_counters(self, _: web.Request) -> web.Response:
        for door in self._relay.doors:
            door.counters.clear()
        return web.Response(status=204)

    async def metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=generate_latest(self._registry), content_type="text/plain", charset="utf-8")


class _Metrics(Collector):
    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def collect(self) -> Iterator[Metric]:
        names = ["origin", "target", "purpose"]
        counted = {
            name: CounterMetricFamily(f"wan_{name}", f"{name} of a relay listener", labels=names)
            for name in ("connections", "refused", "reset", "turnarounds", "bytes_forward", "bytes_backward")
        }
        opened = GaugeMetricFamily("wan_open_connections", "connections open now", labels=names)
        for door in self._relay.doors:
            labels = [door.listener.origin, door.listener.target, door.listener.purpose]
            opened.add_metric(labels, door.counters.open)
            for name, family in counted.items():
                family.add_metric(labels, getattr(door.counters, name))
        yield from counted.values()
        yield opened
        yield from self._links()

    def _links(self) -> Iterator[Metric]:
        delay = GaugeMetricFamily("wan_one_way_seconds", "delay of one direction", labels=["origin", "target"])
        cut = GaugeMetricFamily("wan_cut", "1 while a direction is cut", labels=["origin", "target"])
        held = GaugeMetricFamily("wan_held_bytes", "bytes on the way", labels=["origin", "target"])
        for link in self._relay.links:
            for labels, lane in (
                ([link.origin, link.target], link.forward),
                ([link.target, link.origin], link.backward),
            ):
                delay.add_metric(labels, lane.one_way)
                cut.add_metric(labels, int(lane.cut))
                held.add_metric(labels, sum(pipe.held() for pipe in lane.pipes))
        yield from (delay, cut, held)


@web.middleware
async def _refuse_browsers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    # The port is on loopback without a password: a page in a local browser must not reach it.
    if "Origin" in request.headers or "Sec-Fetch-Site" in request.headers:
        return _problem(403, "forbidden", "This interface is not for browsers.")
    return await handler(request)


def _turned(cut: Cut, reverse: bool) -> Cut:
    """The same cut for a link that is named in the other order."""
    if reverse and cut in ("forward", "backward"):
        return "backward" if cut == "forward" else "forward"
    return cut


def _link_view(link: Link) -> dict[str, Any]:
    return {"from": link.origin, "to": link.target, "rtt_ms": link.rtt * 1000, "cut": link.cut}


def _counter_view(door: Door) -> dict[str, Any]:
    listener = door.listener
    return {
        "from": listener.origin,
        "to": listener.target,
        "purpose": listener.purpose,
        **asdict(door.counters),
    }


def _problem(status: int, code: str, detail: str) -> web.Response:
    body = {"type": "about:blank", "title": code.replace("_", " "), "status": status, "code": code, "detail": detail}
    return web.json_response(body, status=status, content_type="application/problem+json")
