"""Who blocks whom."""

from alembic import op

revision = "20261128_2_blocks"
down_revision = "20261128_relations"

# The key serves the look-ups of cards in both directions, the index the list of whom one blocks, latest first.
BLOCK_EDGE = """
CREATE TABLE block_edge (
    blocker_id  bigint NOT NULL REFERENCES account,
    blocked_id  bigint NOT NULL REFERENCES account,
    state       text NOT NULL CHECK (state IN ('none', 'blocked')),
    version     bigint NOT NULL CHECK (version > 0),
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id) INCLUDE (state),
    CHECK (blocker_id <> blocked_id)
);
CREATE INDEX block_edge_list ON block_edge (blocker_id, changed_at DESC, blocked_id DESC) WHERE state = 'blocked'
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(BLOCK_EDGE)
