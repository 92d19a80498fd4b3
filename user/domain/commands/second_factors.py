"""Asking for the second factor of somebody who has given the first."""

from __future__ import annotations

from typing import NamedTuple

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import totp
from user.domain.attempts import Attempts, Bucket, second_factor_buckets
from user.domain.commands.notices import queue_mail
from user.domain.errors import TotpRequired, TotpWrong
from user.domain.model import MailKind, SecondFactor
from user.domain.repository import accounts, second_factors, sessions


class Presented(NamedTuple):
    """The second factor, or none, of somebody who has just given the first one, and where the try is counted."""

    account_id: int
    code: str | None
    buckets: list[Bucket]


async def present(
    attempts: Attempts, account_id: int, code: str | None, *, device: str | None, address_hash: str
) -> Presented:
    """Count the try of a code before it is made. Raises TotpRequired when one is needed and none given, RateLimited.

    Only for somebody who has given the first factor; no transaction is open meanwhile.
    """
    async with attempts.transactions() as look:
        needed = await second_factors.is_on(look, account_id)
        origin = await sessions.known_origin(look, account_id, device, address_hash) if needed else (False, False)
    if not needed:
        return Presented(account_id, code, [])
    if code is None:
        raise TotpRequired
    known_device, known_address = origin
    buckets = second_factor_buckets(
        account_id,
        recovery=totp.is_recovery_code(code),
        device=device,
        address_hash=address_hash,
        known_device=known_device,
        known_address=known_address,
    )
    await attempts.take(buckets)
    return Presented(account_id, code, buckets)


async def require_second_factor(writer: Writer, key: str, presented: Presented) -> None:
    """Use up the code, if the account asks for one; the caller gives the try back. Raises TotpRequired, TotpWrong.

    The account is locked: of several who come with the same code, one gets in.
    """
    account_id, code, _ = presented
    factor = await second_factors.get(writer, account_id)
    if factor is None or not factor.on:
        return
    # It may have been switched on since `present` looked.
    if code is None:
        raise TotpRequired
    await use_code(writer, key, account_id, factor, code)


async def use_code(writer: Writer, key: str, account_id: int, factor: SecondFactor, code: str) -> None:
    """Use up a code of the app, or a recovery code, of a second factor that is on. Raises TotpWrong."""
    if totp.is_recovery_code(code):
        await _use_recovery_code(writer, key, account_id, code)
        return
    step = totp.sealed_step(key, account_id, factor.sealed, totp.normal_code(code), clock.now())
    if step is None or not await second_factors.take_step(writer, account_id, step):
        raise TotpWrong


async def _use_recovery_code(writer: Writer, key: str, account_id: int, code: str) -> None:
    if not await second_factors.take_recovery_code(writer, account_id, totp.recovery_hash(key, account_id, code)):
        raise TotpWrong
    account = await accounts.get_account(writer, account_id)
    assert account is not None
    await queue_mail(writer, account, MailKind.RECOVERY_CODE_USED)
    record("user", "recovery_code_used", account=account_id)
