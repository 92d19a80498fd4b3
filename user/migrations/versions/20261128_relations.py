"""Follow requests: what an edge was before its last change."""

from alembic import op

revision = "20261128_relations"
down_revision = "20261122_1"

# `was` is the state before the last change: whoever changes an edge learns from it what to count, without a second look
# that somebody else's change could have made wrong.
FOLLOW_EDGE_WAS = "ALTER TABLE follow_edge ADD COLUMN was text NOT NULL DEFAULT 'none'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(FOLLOW_EDGE_WAS)
