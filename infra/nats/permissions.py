"""Which subjects each NATS user may publish and subscribe to, from infra/services.toml."""

from __future__ import annotations

from typing import Any

from infra.topology import Service, Topology

Permissions = dict[str, Any]

DEAD = "DEAD"


def stream_name(kind: str, service: Service) -> str:
    """`EV_MEDIA_SERVER` for "EV" and media-server."""
    return f"{kind}_{service.database.upper()}"


def permissions(topology: Topology) -> dict[str, Permissions | None]:
    """User → permissions; None means everything, for `infra`, which makes streams and consumers."""
    table: dict[str, Permissions | None] = {"infra": None}
    for service in topology.services:
        table[service.database] = _service(topology, service)
    table["bff"] = {"publish": {"deny": [">"]}, "subscribe": {"allow": ["rt.>", "_INBOX.bff.>"]}}
    return table


def _service(topology: Topology, service: Service) -> Permissions:
    """Own events, jobs and dead letters out, other services' events in, through durable consumers of its own name."""
    name = service.database
    publish = [f"ev.{name}.>", f"job.{name}.>", f"dead.{name}.>", f"poke.{name}", "rt.u.*", f"rt.all.{name}.>"]
    for other in topology.services:
        publish += _consume(stream_name("EV", other), name)
    jobs = stream_name("JOB", service)
    publish += _consume(jobs, "*")
    publish += [f"$JS.API.STREAM.INFO.{stream}" for stream in (jobs, stream_name("EV", service))]
    subscribe = [f"poke.{name}", f"_INBOX.{name}.>", f"rt.all.{name}.>"]
    return {"publish": {"allow": publish}, "subscribe": {"allow": subscribe}}


def _consume(stream: str, durable: str) -> list[str]:
    return [
        f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}",
        f"$JS.API.CONSUMER.INFO.{stream}.{durable}",
        f"$JS.ACK.{stream}.{durable}.>",
    ]
