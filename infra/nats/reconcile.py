"""Keeps streams and consumers as the plan says; brings all of them back when the broker lost its store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import nats
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import NotFoundError

from infra.nats.plan import StreamPlan, plan, read_contracts
from infra.secrets import Secrets
from infra.topology import Topology

INTERVAL = 2.0
logger = logging.getLogger(__name__)


async def connect(topology: Topology, secrets: Secrets) -> Client:
    """Connection of `infra`, which may do everything; waits for the broker as long as it takes."""
    host, port = topology.endpoint(topology.primary, "nats")
    return await nats.connect(
        f"nats://{host}:{port}",
        user="infra",
        password=secrets.password("nats/infra"),
        inbox_prefix=b"_INBOX.infra",
        ping_interval=1,
        max_outstanding_pings=2,
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.5,
        error_cb=_log_error,
    )


async def _log_error(error: Exception) -> None:
    logger.info("broker: %s %s", type(error).__name__, error)


async def reconcile(stream_manager: JetStreamContext, streams: list[StreamPlan]) -> int:
    """Create or update what differs from the plan; how many changes that took."""
    changes = 0
    for wanted in streams:
        name = wanted.config.name or ""
        changes += await _reconcile_stream(stream_manager, wanted.config)
        found = await stream_manager.consumers_info(name)
        existing = {info.name: info.config for info in found if info.config.durable_name}
        for consumer in wanted.consumers:
            if not _matches(consumer, existing.get(consumer.durable_name or "")):
                await stream_manager.add_consumer(name, consumer)
                changes += 1
        for left in existing.keys() - {consumer.durable_name for consumer in wanted.consumers}:
            await stream_manager.delete_consumer(name, left)
            changes += 1
    return changes


async def _reconcile_stream(stream_manager: JetStreamContext, config: StreamConfig) -> int:
    try:
        existing = (await stream_manager.stream_info(config.name or "")).config
    except NotFoundError:
        await stream_manager.add_stream(config)
        return 1
    if _matches(config, existing):
        return 0
    await stream_manager.update_stream(config)
    return 1


def _matches(wanted: StreamConfig | ConsumerConfig, existing: StreamConfig | ConsumerConfig | None) -> bool:
    """Whether everything the plan sets is so; what it leaves open may be as the broker likes."""
    if existing is None:
        return False
    given = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return all(_same(value, getattr(existing, name)) for name, value in given.items() if value is not None)


def _same(wanted: Any, existing: Any) -> bool:
    if isinstance(wanted, list) and isinstance(existing, list):
        return sorted(wanted) == sorted(existing)
    return bool(wanted == existing)


async def reconcile_once(
    topology: Topology, secrets: Secrets, contracts: Iterable[dict[str, Any]] | None = None
) -> int:
    """Connect, bring everything up to date with `contracts` (those in the checkout by default), disconnect."""
    connection = await connect(topology, secrets)
    try:
        wanted = plan(topology, read_contracts() if contracts is None else contracts)
        return await reconcile(connection.jetstream(), wanted)
    finally:
        await connection.close()


async def reconcile_forever(topology: Topology, secrets: Secrets) -> None:
    """The loop; contracts are read again each time, so a new service's consumers appear by themselves."""
    connection = await connect(topology, secrets)
    try:
        while True:
            try:
                changes = await reconcile(connection.jetstream(), plan(topology, read_contracts()))
                if changes:
                    logger.info("streams and consumers: %d changes", changes)
            except (nats.errors.Error, OSError) as error:
                logger.info("streams and consumers: %s, trying again", error or type(error).__name__)
            await asyncio.sleep(INTERVAL)
    finally:
        await connection.close()
