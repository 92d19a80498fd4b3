"""Whom posts mention."""

from alembic import op

revision = "20261128_6_mentions"
down_revision = "20261128_5_hashtag_counts"

MENTIONED = "ALTER TABLE post ADD COLUMN mentioned bigint[] NOT NULL DEFAULT '{}'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(MENTIONED)
