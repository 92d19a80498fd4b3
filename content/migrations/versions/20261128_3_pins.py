"""Posts that an author keeps at the top of the profile."""

from alembic import op

revision = "20261128_3_pins"
down_revision = "20261128_2_archive"

PINNED_AT = """
ALTER TABLE post ADD COLUMN pinned_at timestamptz,
    ADD CONSTRAINT only_published_are_pinned CHECK (pinned_at IS NULL OR state = 'published')
"""
POST_PINNED = "CREATE INDEX post_pinned ON post (author_id) WHERE pinned_at IS NOT NULL"


def upgrade() -> None:
    op.execute(PINNED_AT)
    op.execute(POST_PINNED)
