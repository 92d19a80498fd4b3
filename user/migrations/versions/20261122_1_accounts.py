"""Accounts, sessions, e-mail verification, the follow graph, counted tries and mail to send."""

from alembic import op

from kit.db import machinery

revision = "20261122_1"
down_revision = None

ACCOUNT = """
CREATE TABLE account (
    id                 bigint PRIMARY KEY,
    version            bigint NOT NULL DEFAULT 1,
    username           text COLLATE "C" NOT NULL CHECK (username = lower(username) AND length(username) BETWEEN 3 AND 30),
    name               text NOT NULL DEFAULT '',
    bio                text NOT NULL DEFAULT '',
    pronouns           text NOT NULL DEFAULT '',
    links              jsonb NOT NULL DEFAULT '[]',
    avatar             jsonb,
    email              text COLLATE "C" NOT NULL CHECK (email = lower(email)),
    email_verified_at  timestamptz,
    password_hash      text NOT NULL,
    birthday           date NOT NULL,
    language           text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ko')),
    theme              text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    private            boolean NOT NULL DEFAULT false,
    state              text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'deactivated', 'suspended', 'deleted')),
    created_at         timestamptz NOT NULL,
    CONSTRAINT account_username UNIQUE (username),
    CONSTRAINT account_email UNIQUE (email)
)
"""

SESSION = """
CREATE TABLE session (
    id            bigint PRIMARY KEY,
    account_id    bigint NOT NULL REFERENCES account,
    token_hash    bytea NOT NULL CHECK (length(token_hash) = 32),
    device        text,
    address_hash  text NOT NULL,
    user_agent    text NOT NULL,
    region        text NOT NULL,
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    revoked_at    timestamptz,
    CONSTRAINT session_token_hash UNIQUE (token_hash)
);
CREATE INDEX session_account ON session (account_id, id DESC);
CREATE INDEX session_last_seen ON session (last_seen_at)
"""

EMAIL_VERIFICATION = """
CREATE TABLE email_verification (
    id          bigint PRIMARY KEY,
    account_id  bigint NOT NULL REFERENCES account,
    email       text NOT NULL,
    nonce       bytea NOT NULL CHECK (length(nonce) = 16),
    tries       smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 10),
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX email_verification_account ON email_verification (account_id, id DESC);
CREATE INDEX email_verification_expiry ON email_verification (expires_at)
"""

# The two list indexes serve keyset pages of followers and following, latest first.
FOLLOW_EDGE = """
CREATE TABLE follow_edge (
    follower_id  bigint NOT NULL REFERENCES account,
    followee_id  bigint NOT NULL REFERENCES account,
    state        text NOT NULL CHECK (state IN ('none', 'pending', 'following')),
    version      bigint NOT NULL CHECK (version > 0),
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followee_id),
    CHECK (follower_id <> followee_id)
);
CREATE INDEX follow_edge_followers ON follow_edge (followee_id, changed_at DESC, follower_id DESC)
    WHERE state = 'following';
CREATE INDEX follow_edge_following ON follow_edge (follower_id, changed_at DESC, followee_id DESC)
    WHERE state = 'following';
CREATE INDEX follow_edge_requests ON follow_edge (followee_id, changed_at DESC, follower_id DESC)
    WHERE state = 'pending'
"""

# A count is the folded total plus the deltas not folded yet: exact, and nobody waits for a popular account's row.
FOLLOW_COUNT = """
CREATE TABLE follow_count (
    account_id  bigint PRIMARY KEY REFERENCES account,
    followers   bigint NOT NULL DEFAULT 0,
    following   bigint NOT NULL DEFAULT 0
);
CREATE TABLE follow_delta (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  bigint NOT NULL,
    followers   smallint NOT NULL,
    following   smallint NOT NULL
);
CREATE INDEX follow_delta_account ON follow_delta (account_id)
"""

ATTEMPT = """
CREATE TABLE attempt (
    bucket     text PRIMARY KEY,
    count      integer NOT NULL,
    resets_at  timestamptz NOT NULL
);
CREATE INDEX attempt_resets ON attempt (resets_at)
"""

MAIL = """
CREATE TABLE mail (
    id           bigint PRIMARY KEY,
    account_id   bigint NOT NULL REFERENCES account,
    kind         text NOT NULL,
    subject_id   bigint NOT NULL,
    recipient    text NOT NULL,
    language     text NOT NULL,
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped')),
    tries        smallint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    next_try_at  timestamptz NOT NULL
);
CREATE INDEX mail_waiting ON mail (next_try_at) WHERE state = 'waiting';
CREATE INDEX mail_done ON mail (created_at) WHERE state <> 'waiting'
"""


def upgrade() -> None:
    machinery.upgrade(op)
    for statement in (ACCOUNT, SESSION, EMAIL_VERIFICATION, FOLLOW_EDGE, FOLLOW_COUNT, ATTEMPT, MAIL):
        op.execute(statement)
