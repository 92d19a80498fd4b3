"""Follow edges, posts and accounts as the other services tell of them."""

from alembic import op

from kit.db import machinery

revision = "20261122_projections"
down_revision = None

# `was` is the state before the last change: an upsert learns from it what to count, without a second look.
FOLLOW = """
CREATE TABLE follow (
    follower_id  bigint NOT NULL,
    followee_id  bigint NOT NULL,
    state        text NOT NULL CHECK (state IN ('none', 'pending', 'following')),
    was          text NOT NULL DEFAULT 'none',
    version      bigint NOT NULL,
    PRIMARY KEY (follower_id, followee_id) INCLUDE (state)
)
"""
FOLLOW_FOLLOWERS = "CREATE INDEX follow_followers ON follow (followee_id, follower_id) WHERE state = 'following'"

# When a post was made stands in its id.
POST = """
CREATE TABLE post (
    id         bigint PRIMARY KEY,
    author_id  bigint NOT NULL,
    state      text NOT NULL CHECK (state IN ('published', 'archived', 'deleted')),
    version    bigint NOT NULL
)
"""
POST_RECENT = "CREATE INDEX post_recent ON post (id DESC) INCLUDE (author_id) WHERE state = 'published'"
POST_BY_AUTHOR = "CREATE INDEX post_by_author ON post (author_id, id DESC) WHERE state = 'published'"

ACCOUNT = """
CREATE TABLE account (
    id         bigint PRIMARY KEY,
    state      text NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'active', 'hidden', 'deleted')),
    version    bigint NOT NULL DEFAULT 0,
    followers  integer NOT NULL DEFAULT 0
)
"""
ACCOUNT_POPULAR = "CREATE INDEX account_popular ON account (followers DESC, id DESC) WHERE state = 'active'"

# The feed's statement has one good plan for everybody, and planning it costs more than running it.
GENERIC_PLANS = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_generic_plan', current_database());
END $$
"""


def upgrade() -> None:
    machinery.upgrade(op)
    for statement in (
        FOLLOW,
        FOLLOW_FOLLOWERS,
        POST,
        POST_RECENT,
        POST_BY_AUTHOR,
        ACCOUNT,
        ACCOUNT_POPULAR,
        GENERIC_PLANS,
    ):
        op.execute(statement)
