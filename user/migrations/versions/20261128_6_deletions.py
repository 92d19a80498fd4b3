"""Accounts that are to be erased, and their edges from the other side."""

from alembic import op

revision = "20261128_6_deletions"
down_revision = "20261128_5_second_factor"

# It stays until everything of the account is erased, so that an erasure that was interrupted is found again.
DELETES_AT = """
ALTER TABLE account ADD COLUMN deletes_at timestamptz,
    ADD CONSTRAINT only_closed_are_deleted CHECK (deletes_at IS NULL OR state IN ('deactivated', 'deleted'));
CREATE INDEX account_deletes ON account (id) WHERE deletes_at IS NOT NULL
"""

BLOCKED_BY = "CREATE INDEX block_edge_blocked ON block_edge (blocked_id, blocker_id) WHERE state = 'blocked'"
MUTED_BY = "CREATE INDEX mute_edge_muted ON mute_edge (muted_id, muter_id) WHERE state = 'muted'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in (DELETES_AT, BLOCKED_BY, MUTED_BY):
        op.execute(statement)
