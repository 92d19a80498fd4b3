"""Mute edges as `user` tells of them: whose posts are left out of whose home feed."""

from alembic import op

revision = "20261128_3_mutes"
down_revision = "20261128_2_blocks"

MUTE = """
CREATE TABLE mute (
    muter_id  bigint NOT NULL,
    muted_id  bigint NOT NULL,
    muted     boolean NOT NULL,
    version   bigint NOT NULL,
    PRIMARY KEY (muter_id, muted_id) INCLUDE (muted)
)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(MUTE)
