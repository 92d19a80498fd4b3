"""Whether an account is private, which keeps it from being suggested."""

from alembic import op

revision = "20261128_private"
down_revision = "20261122_projections"

ACCOUNT_PRIVATE = "ALTER TABLE account ADD COLUMN private boolean NOT NULL DEFAULT false"
ACCOUNT_POPULAR = """
DROP INDEX account_popular;
CREATE INDEX account_popular ON account (followers DESC, id DESC) WHERE state = 'active' AND NOT private
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in (ACCOUNT_PRIVATE, ACCOUNT_POPULAR):
        op.execute(statement)
