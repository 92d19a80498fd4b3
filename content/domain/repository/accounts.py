"""Which accounts are public, as `user` tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from content.domain.model import Account
from kit.db import Writer

# The greater version holds, and deleted is for good.
APPLY = """
INSERT INTO account (id, state, version, public)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::boolean[]) ORDER BY 1
ON CONFLICT (id) DO UPDATE
SET state = excluded.state, version = greatest(account.version, excluded.version),
    public = excluded.public, was = account.public
WHERE account.state <> 'deleted' AND (
    account.version < excluded.version OR excluded.state = 'deleted' OR account.version = excluded.version
    AND (account.state, account.public) <> (excluded.state, excluded.public)
)
RETURNING id, public <> was AS turned
"""


async def apply_accounts(writer: Writer, accounts: Sequence[Account]) -> list[int]:
    """Take over the accounts that are newer than ours. Answers those that have gone public or ceased to be so."""
    rows = await writer.fetch(
        APPLY,
        [account.id for account in accounts],
        [account.state for account in accounts],
        [account.version for account in accounts],
        [account.public for account in accounts],
    )
    return [row["id"] for row in rows if row["turned"]]
