"""Block edges as `user` tells of them: who must not be suggested to whom."""

from alembic import op

revision = "20261128_2_blocks"
down_revision = "20261128_private"

BLOCK = """
CREATE TABLE block (
    blocker_id  bigint NOT NULL,
    blocked_id  bigint NOT NULL,
    blocked     boolean NOT NULL,
    version     bigint NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id) INCLUDE (blocked)
);
CREATE INDEX block_blockers ON block (blocked_id, blocker_id) WHERE blocked
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(BLOCK)
