"""Posts, their pictures and their authors."""

from alembic import op

from kit.db import machinery

revision = "20261122_posts"
down_revision = None

POST = """
CREATE TABLE post (
    id          bigint PRIMARY KEY,
    author_id   bigint NOT NULL,
    caption     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('published', 'archived', 'deleted')),
    version     bigint NOT NULL CHECK (version > 0),
    created_at  timestamptz NOT NULL
)
"""
# Every state: an author's grid skips the few that are not published, the daily limit counts them all.
POST_BY_AUTHOR = "CREATE INDEX post_by_author ON post (author_id, id DESC)"

POST_MEDIA = """
CREATE TABLE post_media (
    post_id     bigint NOT NULL REFERENCES post (id),
    position    smallint NOT NULL CHECK (position BETWEEN 0 AND 19),
    media_id    bigint NOT NULL CONSTRAINT media_used_once UNIQUE,
    home        text NOT NULL,
    key         text NOT NULL,
    width       integer NOT NULL,
    height      integer NOT NULL,
    blur        text NOT NULL,
    renditions  jsonb NOT NULL,
    alt         text NOT NULL,
    PRIMARY KEY (post_id, position)
)
"""

AUTHOR = """
CREATE TABLE author (
    id     bigint PRIMARY KEY,
    posts  integer NOT NULL DEFAULT 0
)
"""


def upgrade() -> None:
    machinery.upgrade(op)
    for statement in (POST, POST_BY_AUTHOR, POST_MEDIA, AUTHOR):
        op.execute(statement)
