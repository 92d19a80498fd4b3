"""Edits of posts, and what they said before."""

from alembic import op

revision = "20261128_1_revisions"
down_revision = "20261122_posts"

EDITED_AT = "ALTER TABLE post ADD COLUMN edited_at timestamptz"

# Deferrable, so that one statement can put all pictures into another order.
MEDIA_ORDER = """
ALTER TABLE post_media DROP CONSTRAINT post_media_pkey,
    ADD PRIMARY KEY (post_id, position) DEFERRABLE INITIALLY IMMEDIATE
"""

# A revision keeps its post's version of then; the newest text is in the post itself.
REVISION = """
CREATE TABLE post_revision (
    post_id     bigint NOT NULL REFERENCES post (id),
    version     bigint NOT NULL,
    caption     text NOT NULL,
    media       jsonb NOT NULL,
    written_at  timestamptz NOT NULL,
    PRIMARY KEY (post_id, version)
)
"""


def upgrade() -> None:
    for statement in (EDITED_AT, MEDIA_ORDER, REVISION):
        op.execute(statement)
