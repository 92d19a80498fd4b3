"""Who mutes whom."""

from alembic import op

revision = "20261128_4_mutes"
down_revision = "20261128_3_credentials"

MUTE_EDGE = """
CREATE TABLE mute_edge (
    muter_id    bigint NOT NULL REFERENCES account,
    muted_id    bigint NOT NULL REFERENCES account,
    state       text NOT NULL CHECK (state IN ('none', 'muted')),
    version     bigint NOT NULL CHECK (version > 0),
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (muter_id, muted_id) INCLUDE (state),
    CHECK (muter_id <> muted_id)
);
CREATE INDEX mute_edge_list ON mute_edge (muter_id, changed_at DESC, muted_id DESC) WHERE state = 'muted'
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(MUTE_EDGE)
