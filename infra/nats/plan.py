"""Which streams and consumers there are, from infra/services.toml and contracts/events."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nats.js.api import AckPolicy, ConsumerConfig, RetentionPolicy, StorageType, StreamConfig

from infra.nats.permissions import DEAD, stream_name
from infra.topology import Service, Topology

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts" / "events"
MAX_DELIVER = 8
# Seconds until an event that nobody acknowledged is given out again; a refused one comes back when its consumer says.
ACK_WAIT = 10.0
DAY = 86_400.0


@dataclass(frozen=True)
class StreamPlan:
    """A stream with its consumers."""

    config: StreamConfig
    consumers: tuple[ConsumerConfig, ...]


def read_contracts(folder: Path = CONTRACTS) -> list[dict[str, Any]]:
    """The exported event contracts, none before the first export."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def plan(topology: Topology, contracts: Iterable[dict[str, Any]]) -> list[StreamPlan]:
    """All streams of the system."""
    known = {contract["service"]: contract for contract in contracts}
    streams = []
    for service in topology.services:
        streams.append(_events(topology, service, known))
        streams.append(_jobs(service, known.get(service.name, {}).get("queues", [])))
    return [*streams, StreamPlan(_stream(DEAD, "dead.>", max_age=30 * DAY), ())]


def _events(topology: Topology, service: Service, contracts: dict[str, dict[str, Any]]) -> StreamPlan:
    """One consumer per subscriber, named after it, filtered to the types it asked for."""
    consumers = []
    for subscriber in topology.services:
        wanted = contracts.get(subscriber.name, {}).get("subscribes", [])
        subjects = sorted(f"ev.{kind}" for kind in wanted if kind.split(".")[0] == service.database)
        if subjects:
            consumers.append(_consumer(subscriber.database, subjects, ack_wait=ACK_WAIT))
    name = stream_name("EV", service)
    return StreamPlan(_stream(name, f"ev.{service.database}.>", max_age=DAY), tuple(consumers))


def _jobs(service: Service, queues: list[dict[str, Any]]) -> StreamPlan:
    """A work queue with one consumer per queue, named `<service>_<queue>`."""
    name = service.database
    consumers = tuple(
        _consumer(f"{name}_{queue['name']}", [f"job.{name}.{queue['name']}"], ack_wait=float(queue["ack_wait_s"]))
        for queue in queues
    )
    config = _stream(
        stream_name("JOB", service), f"job.{service.database}.>", max_age=DAY, retention=RetentionPolicy.WORK_QUEUE
    )
    return StreamPlan(config, consumers)


def _stream(
    name: str, subject: str, *, max_age: float, retention: RetentionPolicy = RetentionPolicy.LIMITS
) -> StreamConfig:
    return StreamConfig(
        name=name,
        subjects=[subject],
        retention=retention,
        storage=StorageType.FILE,
        max_age=max_age,
        duplicate_window=120.0,
        num_replicas=1,
    )


def _consumer(durable: str, subjects: list[str], *, ack_wait: float) -> ConsumerConfig:
    return ConsumerConfig(
        name=durable,
        durable_name=durable,
        filter_subjects=subjects,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ack_wait,
        max_deliver=MAX_DELIVER,
        max_ack_pending=256,
    )
