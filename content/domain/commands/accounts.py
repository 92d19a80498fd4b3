"""What is learnt of accounts, in any order and any number of times."""

from __future__ import annotations

from collections.abc import Sequence

from content.domain.model import Account
from content.domain.repository import accounts, hashtags
from kit.db import Writer


async def apply_accounts(writer: Writer, news: Sequence[Account]) -> None:
    """Learn of accounts; the tags of those that have gone public or private are counted again."""
    if turned := await accounts.apply_accounts(writer, news):
        await hashtags.mark_changed_of(writer, turned)
