"""What an event is, and the envelope it travels in (docs/protocols.md, section 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import msgspec

from kit import clock
from kit.ids import new_id
from kit.observability import current_traceparent

P = TypeVar("P")

_encoder = msgspec.json.Encoder()


class EventMeta(msgspec.StructMeta):
    """Reads the class arguments of an event: `type`, `version`, `ryw`, `broadcast`."""

    def __new__(
        mcls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        type: str = "",
        version: int = 1,
        ryw: bool = False,
        broadcast: bool = False,
    ) -> Any:
        namespace |= {"event_type": type, "event_version": version, "ryw": ryw, "broadcast": broadcast}
        return super().__new__(mcls, name, bases, namespace, frozen=True, kw_only=True)

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_: Any) -> None:  # noqa: N805
        super().__init__(name, bases, namespace)


class Event(msgspec.Struct, metaclass=EventMeta):
    """Base of every event; the fields of a subclass are the payload.

    `class PostCreated(Event, type="content.post_created", ryw=True, broadcast=True)`: `ryw` events are part of a
    writer's causal token, `broadcast` ones are also told to every BFF.
    """

    event_type: ClassVar[str]
    event_version: ClassVar[int]
    ryw: ClassVar[bool]
    broadcast: ClassVar[bool]


class Aggregate(msgspec.Struct, frozen=True):
    """What an event is about, and the version that it brought about."""

    kind: str
    id: str
    version: int


class Envelope(msgspec.Struct, Generic[P], frozen=True, kw_only=True):
    """An event on its way. `min_lsn` and `epoch` are stamped by the relay: where a replica shows the rows behind it."""

    id: str
    type: str
    version: int
    occurred_at: datetime
    aggregate: Aggregate
    payload: P
    actor: str | None = None
    min_lsn: str = "0"
    epoch: int = 1
    trace: str | None = None
    recipients: list[str] = []


class OutboxRow(NamedTuple):
    """A row of the table `outbox`."""

    id: int
    subject: str
    envelope: bytes
    recipients: list[int]
    broadcast: bool
    ryw: bool
    type: str


def event_subject(event_type: str) -> str:
    """`content.post_created` → `ev.content.post_created`."""
    return f"ev.{event_type}"


def event_row(
    event: Event, *, actor: int | None, aggregate: tuple[str, int, int], recipients: tuple[int, ...]
) -> OutboxRow:
    """The outbox row of an event."""
    kind, aggregate_id, version = aggregate
    event_id = new_id()
    envelope = Envelope(
        id=str(event_id),
        type=event.event_type,
        version=event.event_version,
        occurred_at=clock.now(),
        actor=None if actor is None else str(actor),
        aggregate=Aggregate(kind, str(aggregate_id), version),
        trace=current_traceparent(),
        recipients=[str(recipient) for recipient in recipients],
        payload=event,
    )
    return OutboxRow(
        event_id,
        event_subject(event.event_type),
        _encoder.encode(envelope),
        list(recipients),
        event.broadcast,
        event.ryw,
        event.event_type,
    )


def job_row(service: str, queue: str, body: Any) -> OutboxRow:
    """The outbox row of a job for the service's own worker."""
    job_id = new_id()
    name = f"{service.replace('-', '_')}.{queue}"
    envelope = Envelope(
        id=str(job_id),
        type=f"job.{name}",
        version=1,
        occurred_at=clock.now(),
        aggregate=Aggregate("job", str(job_id), 1),
        trace=current_traceparent(),
        payload=body,
    )
    return OutboxRow(job_id, f"job.{name}", _encoder.encode(envelope), [], False, False, f"job.{name}")
