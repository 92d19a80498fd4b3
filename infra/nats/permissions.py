"""Which subjects each NATS user may publish and subscribe to, from infra/services.toml."""

from __future__ import annotations

from typing import Any

from infra.topology import Service, Topology

Permissions = dict[str, Any]


def stream_name(kind: str, service: str) -> str:
    """`EV_MEDIA_SERVER` for ("EV", "media-server")."""
    return f"{kind}_{service.replace('-', '_').upper()}"


def permissions(topology: Topology) -> dict[str, Permissions | None]:
    """User → permissions; None means everything, for the one who makes streams."""
    table: dict[str, Permissions | None] = {"infra": None}
    for service in topology.services:
        table[service.database] = _service(topology, service)
    table["bff"] = {
        "publish": {"deny": [">"]},
        "subscribe": {"allow": ["rt.>", "_INBOX.bff.>"]},
    }
    return table


def _service(topology: Topology, service: Service) -> Permissions:
    name = service.name
    streams = [stream_name("EV", other.name) for other in topology.services]
    own = [stream_name("JOB", name)]
    publish = [f"ev.{name}.>", f"job.{name}.>", f"dead.{name}.>", f"poke.{name}", "rt.u.*", f"rt.all.{name}.>"]
    for stream in streams:
        publish += _consume(stream, name)
    for stream in own:
        publish += _consume(stream, "*")
    publish += [f"$JS.API.STREAM.INFO.{stream}" for stream in (*own, stream_name("EV", name), "DEAD")]
    return {"publish": {"allow": publish}, "subscribe": {"allow": [f"poke.{name}", f"_INBOX.{service.database}.>"]}}


def _consume(stream: str, durable: str) -> list[str]:
    return [
        f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}",
        f"$JS.API.CONSUMER.INFO.{stream}.{durable}",
        f"$JS.ACK.{stream}.{durable}.>",
    ]
