"""Opening a deactivated account again."""

from __future__ import annotations

from kit.db import Writer
from kit.observability import record
from user.domain.commands.changes import tell_changed
from user.domain.commands.notices import queue_mail
from user.domain.commands.own import require_existing
from user.domain.model import Credentials, MailKind, State
from user.domain.repository import accounts


async def reopen_account(writer: Writer, known: Credentials) -> None:
    """Show a deactivated account again, and do not erase it; any other one stays as it is. The owner is told by mail."""
    if known.state is not State.DEACTIVATED:
        return
    before = await require_existing(writer, known.account_id)
    account = await accounts.set_state(writer, known.account_id, State.ACTIVE)
    await tell_changed(writer, before, account)
    await queue_mail(writer, account, MailKind.ACCOUNT_REOPENED)
    record("user", "account_reopened", account=account.id, kept=known.deletes_at is not None)
