"""How far the sweep of each region's store has come."""

from alembic import op

revision = "20261128_sweep"
down_revision = "20261122_media"

SWEEP = "CREATE TABLE sweep (region text PRIMARY KEY, after text NOT NULL)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(SWEEP)
