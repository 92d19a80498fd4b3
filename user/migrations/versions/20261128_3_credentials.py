"""Mailed codes for more than proving an address, each for the device that asked for it."""

from alembic import op

revision = "20261128_3_credentials"
down_revision = "20261128_2_blocks"

MAILED_CODE = """
ALTER TABLE email_verification RENAME TO mailed_code;
ALTER INDEX email_verification_pkey RENAME TO mailed_code_pkey;
ALTER INDEX email_verification_expiry RENAME TO mailed_code_expiry;
ALTER TABLE mailed_code
    ADD COLUMN purpose text NOT NULL DEFAULT 'verify_email'
        CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
    ADD COLUMN device text NOT NULL DEFAULT '';
ALTER TABLE mailed_code ALTER COLUMN purpose DROP DEFAULT;
DROP INDEX email_verification_account;
CREATE INDEX mailed_code_account ON mailed_code (account_id, purpose, device, id DESC)
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(MAILED_CODE)
