"""Pictures that somebody shows, who shows them, their copies, and the tombstones of those that went."""

from alembic import op

from kit.db import machinery

revision = "20261122_media"
down_revision = None
branch_labels = None
depends_on = None

MEDIA = """
CREATE TABLE media (
    key            text PRIMARY KEY CHECK (key ~ '^[A-Za-z0-9_-]{22}$'),
    media_id       bigint NOT NULL,
    owner_id       bigint NOT NULL,
    home           text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('post', 'avatar')),
    width          integer NOT NULL CHECK (width > 0),
    height         integer NOT NULL CHECK (height > 0),
    widths         integer[] NOT NULL CHECK (cardinality(widths) > 0),
    digest         text,
    state          text NOT NULL DEFAULT 'registered' CHECK (state IN ('registered', 'ready', 'deleted')),
    registered_at  timestamptz NOT NULL DEFAULT now(),
    ready_at       timestamptz,
    deleted_at     timestamptz
)
"""
MEDIA_UNCOPIED = "CREATE INDEX media_uncopied ON media (registered_at) WHERE state = 'registered'"
MEDIA_DIGEST = "CREATE INDEX media_digest ON media (digest) WHERE digest IS NOT NULL"

# `used_by` is `post:<id>` or `avatar:<account id>`; `changed_by` the event that had the last word. A row may come before its
# picture does (`key` is null then): events of different services overtake each other.
MEDIA_USE = """
CREATE TABLE media_use (
    media_id    bigint NOT NULL,
    used_by     text NOT NULL,
    key         text,
    active      boolean NOT NULL,
    changed_by  bigint NOT NULL,
    PRIMARY KEY (media_id, used_by)
)
"""
MEDIA_USE_KEY = "CREATE INDEX media_use_key ON media_use (key) WHERE active"
MEDIA_USE_BY = "CREATE INDEX media_use_by ON media_use (used_by) WHERE active"

MEDIA_COPY = """
CREATE TABLE media_copy (
    key        text NOT NULL REFERENCES media (key),
    region     text NOT NULL,
    copied_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (key, region)
)
"""
TOMBSTONE = """
CREATE TABLE tombstone (
    key         text PRIMARY KEY,
    media_id    bigint NOT NULL,
    home        text NOT NULL,
    deleted_at  timestamptz NOT NULL DEFAULT now()
)
"""
TOMBSTONE_TIME = "CREATE INDEX tombstone_time ON tombstone (deleted_at, key)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    machinery.upgrade(op)
    for statement in (
        MEDIA, MEDIA_UNCOPIED, MEDIA_DIGEST, MEDIA_USE, MEDIA_USE_KEY, MEDIA_USE_BY, MEDIA_COPY, TOMBSTONE, TOMBSTONE_TIME
    ):  # fmt: skip
        op.execute(statement)
