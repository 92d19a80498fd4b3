"""The archive of an author."""

from alembic import op

revision = "20261128_2_archive"
down_revision = "20261128_1_revisions"

POST_ARCHIVED = "CREATE INDEX post_archived ON post (author_id, id DESC) WHERE state = 'archived'"


def upgrade() -> None:
    op.execute(POST_ARCHIVED)
