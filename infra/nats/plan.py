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
# Seconds until a message that nobody acknowledged is given out again, each time later.
BACKOFF = [5.0, 5.0, 10.0, 20.0, 30.0, 60.0, 60.0]
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
    return [*streams, _dead_letters(topology)]


def _events(topology: Topology, service: Service, contracts: dict[str, dict[str, Any]]) -> StreamPlan:
    """One consumer per subscriber, named after it, filtered to the types it asked for."""
    consumers = []
    for subscriber in topology.services:
        wanted = contracts.get(subscriber.name, {}).get("subscribes", [])
        subjects = sorted(f"ev.{kind}" for kind in wanted if kind.split(".")[0] == service.database)
        if subjects:
            consumers.append(_consumer(subscriber.database, subjects, backoff=BACKOFF))
    name = stream_name("EV", service)
    return StreamPlan(_stream(name, f"ev.{service.database}.>", max_age=DAY), tuple(consumers))


def _jobs(service: Service, queues: list[dict[str, Any]]) -> StreamPlan:
    """A work queue with one consumer per queue, named after it."""
    consumers = tuple(
        _consumer(queue["name"], [f"job.{service.database}.{queue['name']}"], ack_wait=float(queue["ack_wait_s"]))
        for queue in queues
    )
    config = _stream(
        stream_name("JOB", service), f"job.{service.database}.>", max_age=DAY, retention=RetentionPolicy.WORK_QUEUE
    )
    return StreamPlan(config, consumers)


def _dead_letters(topology: Topology) -> StreamPlan:
    """What nobody could handle, with a consumer per service to replay its own."""
    consumers = tuple(_consumer(service.database, [f"dead.{service.database}.>"]) for service in topology.services)
    return StreamPlan(_stream(DEAD, "dead.>", max_age=30 * DAY), consumers)


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


def _consumer(
    durable: str, subjects: list[str], *, backoff: list[float] | None = None, ack_wait: float = 30.0
) -> ConsumerConfig:
    return ConsumerConfig(
        name=durable,
        durable_name=durable,
        filter_subjects=subjects,
        ack_policy=AckPolicy.EXPLICIT,
        # With a backoff the broker takes its first entry for the waiting time.
        ack_wait=backoff[0] if backoff else ack_wait,
        backoff=backoff,
        max_deliver=MAX_DELIVER,
        max_ack_pending=256,
    )
