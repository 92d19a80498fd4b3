"""Logs as JSON lines with trace ids, metrics, traces; no secret and no message text goes into any of them."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any, TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

requests = Histogram(
    "http_request_seconds",
    "Time to answer a request.",
    ["service", "operation", "status"],
    buckets=BUCKETS,
    registry=REGISTRY,
)
events_published = Counter(
    "events_published_total", "Events handed to the broker.", ["service", "type"], registry=REGISTRY
)
events_applied = Counter(
    "events_applied_total", "Events by outcome.", ["service", "type", "outcome"], registry=REGISTRY
)
outbox_waiting = Gauge("outbox_waiting", "Outbox rows seen waiting in the last round.", ["service"], registry=REGISTRY)
jobs_run = Counter("jobs_run_total", "Runs of scheduled jobs.", ["service", "job", "outcome"], registry=REGISTRY)
business_events = Counter("business_events_total", "What people did.", ["service", "event"], registry=REGISTRY)

_traceparent: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_traceparent() -> str | None:
    """The W3C trace context of the work in hand."""
    return _traceparent.get()


def set_traceparent(value: str | None) -> None:
    """Let what follows in this task belong to a trace."""
    _traceparent.set(value)


def metrics() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)


def log(service: str) -> Any:
    """A structured logger of a service: `log("user").info("session_revoked", session=7)`."""
    return structlog.get_logger().bind(service=service)


def record(service: str, event: str, **ids: Any) -> None:
    """Count a business event and log it with ids only."""
    business_events.labels(service, event).inc()
    log(service).info(event, **ids)


def configure_logging(level: str, *, to: TextIO = sys.stdout, **fixed: Any) -> None:
    """JSON lines on standard output unless another file is named; `fixed` members stand in every line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_trace,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(to),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(**fixed)


def _add_trace(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if (traceparent := current_traceparent()) is not None:
        line["trace_id"] = traceparent[3:35]
    return line
