"""The tables that kit needs in every service's database. The first migration of a service calls `upgrade`."""

from __future__ import annotations

from typing import Any

OUTBOX = """
CREATE TABLE outbox (
    id            bigint PRIMARY KEY,
    subject       text NOT NULL,
    envelope      bytea NOT NULL,
    recipients    bigint[] NOT NULL DEFAULT '{}',
    broadcast     boolean NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now(),
    published_at  timestamptz,
    stream_made   timestamptz,
    stream_seq    bigint
)
"""
OUTBOX_WAITING = "CREATE INDEX outbox_waiting ON outbox (id) WHERE published_at IS NULL"
OUTBOX_PUBLISHED = "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL"
INBOX = """
CREATE TABLE inbox (
    event_id    bigint PRIMARY KEY,
    applied_at  timestamptz NOT NULL DEFAULT now()
)
"""
INBOX_AGE = "CREATE INDEX inbox_age ON inbox (applied_at)"
IDEMPOTENCY = """
CREATE TABLE idempotency (
    scope        text NOT NULL,
    operation    text NOT NULL,
    key          text NOT NULL,
    fingerprint  bytea NOT NULL,
    status       smallint,
    body         bytea,
    events       text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, operation, key)
)
"""
IDEMPOTENCY_AGE = "CREATE INDEX idempotency_age ON idempotency (created_at)"


def upgrade(op: Any) -> None:
    """Create outbox, inbox and idempotency records; `op` is Alembic's."""
    for statement in (
        OUTBOX, OUTBOX_WAITING, OUTBOX_PUBLISHED, INBOX, INBOX_AGE, IDEMPOTENCY, IDEMPOTENCY_AGE
    ):  # fmt: skip
        op.execute(statement)
