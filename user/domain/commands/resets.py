"""A new password for whoever reads the account's mail."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from kit import clock
from kit.db import Writer
from kit.errors import RateLimited
from kit.observability import record
from user.domain import limits, rules
from user.domain.attempts import Attempts, evenly, reset_buckets, reset_mail_buckets, reset_try_buckets
from user.domain.codes import is_code
from user.domain.commands.codes import count_try, send_code
from user.domain.commands.own import require_existing
from user.domain.commands.passwords import replace_password
from user.domain.commands.second_factors import present, require_second_factor
from user.domain.errors import ResetCodeWrong
from user.domain.model import Account, Credentials, MailedCode, Purpose, State
from user.domain.passwords import hash_password
from user.domain.repository import accounts, codes, credentials, sessions


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, as far as somebody who is not logged in can be told."""

    identifier: str
    device: str | None
    address_hash: str


async def request_reset(attempts: Attempts, asker: Asker) -> None:
    """Mail a code that is good on the asker's device, if there is such an account. Raises RateLimited.

    Takes the same time, and counts the same, for a name that nobody has.
    """
    async with evenly(limits.RESET_TIME):
        async with attempts.transactions() as look:
            known = await _find(look, asker)
            account_id = known.account_id if known else 0
            known_device = await sessions.knows_device(look, account_id, asker.device)
        await attempts.take(
            reset_buckets(account_id, device=asker.device, address_hash=asker.address_hash, known_device=known_device)
        )
        if known is not None:
            await _send(attempts, known, asker, known_device=known_device)


class ResetEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The mailed code, the new password, and the second factor where there is one."""

    code: str
    wanted: str
    second_code: str | None = None


async def reset_password(writer: Writer, attempts: Attempts, key: str, asker: Asker, entry: ResetEntry) -> None:
    """Replace the password and end all sessions.

    Raises ResetCodeWrong, PasswordWeak, RateLimited, and to who has the mailed code only TotpRequired and TotpWrong.
    """
    wanted = entry.wanted
    identifier = rules.normal_email(asker.identifier)
    rules.require_password(wanted, username=identifier, email=identifier)
    async with evenly(limits.RESET_TIME):
        await attempts.take(reset_try_buckets(asker.address_hash))
        mailed = await _count_try(attempts, asker)
    if mailed is None or not is_code(key, mailed, entry.code):
        raise ResetCodeWrong
    presented = await present(
        attempts, mailed.account_id, entry.second_code, device=asker.device, address_hash=asker.address_hash
    )
    password_hash = await hash_password(wanted)
    account = await _lock_of(writer, mailed)
    rules.require_password(wanted, username=account.username, email=account.email)
    await require_second_factor(writer, key, presented)
    await attempts.give_back(writer, presented.buckets)
    if not account.verified:
        await accounts.set_email_verified(writer, account.id, mailed.email, clock.now())
    await replace_password(writer, account, password_hash, kept_session=None)
    record("user", "password_reset", account=account.id)


async def _send(attempts: Attempts, known: Credentials, asker: Asker, *, known_device: bool) -> None:
    with suppress(RateLimited):
        if not known_device:
            await attempts.take(reset_mail_buckets(known.account_id))
        async with attempts.transactions() as writer:
            account = await require_existing(writer, known.account_id)
            await send_code(writer, account, Purpose.RESET_PASSWORD, device=asker.device or "")


async def _count_try(attempts: Attempts, asker: Asker) -> MailedCode | None:
    async with attempts.transactions() as counting:
        known = await _find(counting, asker)
        account_id = known.account_id if known else 0
        return await count_try(counting, account_id, Purpose.RESET_PASSWORD, asker.device or "")


async def _find(look: Writer, asker: Asker) -> Credentials | None:
    known = await credentials.get_credentials(look, rules.normal_email(asker.identifier))
    return None if known is None or known.state is State.DELETED else known


async def _lock_of(writer: Writer, mailed: MailedCode) -> Account:
    """The account of a code that is used up by this, if it was still good. Raises ResetCodeWrong."""
    account = await require_existing(writer, mailed.account_id)
    taken = await codes.take_all(writer, account.id, mailed.purpose)
    if mailed.id not in taken or account.email != mailed.email:
        raise ResetCodeWrong
    return account
