"""Which tags are public, how often, and of whom that is known."""

from alembic import op

revision = "20261128_5_hashtag_counts"
down_revision = "20261128_4_hashtags"

# `was` is what `public` was before the last change: an upsert learns from it whether anything must be counted again.
ACCOUNT = """
CREATE TABLE account (
    id       bigint PRIMARY KEY,
    state    text NOT NULL CHECK (state IN ('active', 'hidden', 'deleted')),
    version  bigint NOT NULL,
    public   boolean NOT NULL,
    was      boolean NOT NULL DEFAULT false
)
"""

# Only tags that public posts have. `witnesses` are a few of those posts, each of another author.
HASHTAG = """
CREATE TABLE hashtag (
    tag        text COLLATE "C" PRIMARY KEY,
    posts      integer NOT NULL CHECK (posts > 0),
    witnesses  bigint[] NOT NULL
)
"""
# Of the many tags with a short prefix the most used are found without looking at the others.
BY_ONE = "CREATE INDEX hashtag_by_one ON hashtag (left(tag, 1), posts DESC, tag)"
BY_TWO = "CREATE INDEX hashtag_by_two ON hashtag (left(tag, 2), posts DESC, tag)"

HASHTAG_CHANGE = """
CREATE TABLE hashtag_change (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tag  text COLLATE "C" NOT NULL
)
"""
BY_AUTHOR = "CREATE INDEX post_hashtag_by_author ON post_hashtag (author_id, tag)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in (ACCOUNT, HASHTAG, BY_ONE, BY_TWO, HASHTAG_CHANGE, BY_AUTHOR):
        op.execute(statement)
