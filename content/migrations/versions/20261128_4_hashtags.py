"""Which published posts have which tags."""

from alembic import op

revision = "20261128_4_hashtags"
down_revision = "20261128_3_pins"

# Only of posts that are published, so that a page of a tag is one range of the key. The collation lets prefixes be ranges too.
POST_HASHTAG = """
CREATE TABLE post_hashtag (
    tag        text COLLATE "C" NOT NULL,
    post_id    bigint NOT NULL REFERENCES post (id),
    author_id  bigint NOT NULL,
    PRIMARY KEY (tag, post_id) INCLUDE (author_id)
)
"""
BY_POST = "CREATE INDEX post_hashtag_by_post ON post_hashtag (post_id)"


def upgrade() -> None:
    op.execute(POST_HASHTAG)
    op.execute(BY_POST)
