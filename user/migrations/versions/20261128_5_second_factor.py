"""The second factor: a sealed secret for each account, and the codes for when the authenticator is lost."""

from alembic import op

revision = "20261128_5_second_factor"
down_revision = "20261128_4_mutes"

# Not on until it is confirmed. No code of `last_step` or before it is good any more.
SECOND_FACTOR = """
CREATE TABLE second_factor (
    account_id    bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    ciphertext    bytea NOT NULL,
    nonce         bytea NOT NULL,
    last_step     bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    confirmed_at  timestamptz
);
CREATE INDEX second_factor_begun ON second_factor (created_at) WHERE confirmed_at IS NULL
"""

RECOVERY_CODE = """
CREATE TABLE recovery_code (
    account_id  bigint NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_hash   bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash)
)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(SECOND_FACTOR)
    op.execute(RECOVERY_CODE)
