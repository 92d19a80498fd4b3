"""Events: emitted into an outbox, carried by JetStream, applied once through an inbox."""

from kit.events.envelope import Aggregate, Envelope, Event

__all__ = ["Aggregate", "Envelope", "Event"]
