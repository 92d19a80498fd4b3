"""Accounts that nobody is shown for a while: their posts are left out of every home feed."""

from alembic import op

revision = "20261128_4_hidden"
down_revision = "20261128_3_mutes"

ACCOUNT_HIDDEN = "CREATE INDEX account_hidden ON account (id) WHERE state = 'hidden'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(ACCOUNT_HIDDEN)
