"""Setting up the second factor, and taking it away."""

from __future__ import annotations

import asyncio

import msgspec

from kit import clock
from kit.db import Writer
from kit.observability import record
from user.domain import totp
from user.domain.attempts import Attempts, confirmation_buckets
from user.domain.commands.notices import queue_mail
from user.domain.commands.own import require_own
from user.domain.commands.passwords import confirm_password, lock_confirmed
from user.domain.commands.second_factors import use_code
from user.domain.errors import TotpOff, TotpOn, TotpWrong
from user.domain.model import Account, MailKind, SecondFactor
from user.domain.repository import second_factors


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator app is given. It is said once and can be read nowhere."""

    secret: str
    uri: str
    qr: list[str]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody logged in shows again: the password, and a code of the app or a recovery code."""

    session: int | None
    password: str
    code: str


async def begin_second_factor(
    writer: Writer, attempts: Attempts, key: str, viewer: int, *, session: int | None, password: str
) -> Enrolment:
    """A new secret, which guards nothing until it is confirmed. Raises PasswordWrong, TotpOn, Conflict, RateLimited."""
    confirmed = await confirm_password(attempts, viewer, session, password)
    secret = totp.new_secret()
    account = await lock_confirmed(writer, attempts, confirmed)
    if not await second_factors.begin(writer, viewer, totp.seal(key, viewer, secret), clock.now()):
        raise TotpOn
    uri = totp.otpauth_uri(secret, account.username)
    # Drawing takes milliseconds of a processor, which others wait for.
    rows = await asyncio.to_thread(totp.qr_rows, uri)
    return Enrolment(secret=totp.secret_text(secret), uri=uri, qr=rows)


async def confirm_second_factor(
    writer: Writer, attempts: Attempts, key: str, viewer: int, *, session: int | None, code: str
) -> list[str]:
    """Switch it on by a code of the app, and answer the recovery codes. Raises TotpWrong, TotpOn, TotpOff, RateLimited."""
    buckets = confirmation_buckets(viewer, session)
    await attempts.take(buckets)
    account = await require_own(writer, viewer)
    factor = await _require_begun(writer, viewer)
    step = totp.sealed_step(key, viewer, factor.sealed, code, clock.now())
    if step is None:
        raise TotpWrong
    await attempts.give_back(writer, buckets)
    await second_factors.confirm(writer, viewer, step, clock.now())
    codes = await _new_recovery_codes(writer, key, viewer)
    await queue_mail(writer, account, MailKind.SECOND_FACTOR_ON)
    record("user", "second_factor_on", account=viewer)
    return codes


async def disable_second_factor(writer: Writer, attempts: Attempts, key: str, viewer: int, proof: Proof) -> None:
    """Take it away, with its recovery codes. Raises PasswordWrong, TotpWrong, TotpOff, Conflict, RateLimited."""
    account = await _lock_proven(writer, attempts, key, viewer, proof)
    await second_factors.delete(writer, viewer)
    await queue_mail(writer, account, MailKind.SECOND_FACTOR_OFF)
    record("user", "second_factor_off", account=viewer)


async def renew_recovery_codes(writer: Writer, attempts: Attempts, key: str, viewer: int, proof: Proof) -> list[str]:
    """New ones; the old ones are void. Raises PasswordWrong, TotpWrong, TotpOff, Conflict, RateLimited."""
    account = await _lock_proven(writer, attempts, key, viewer, proof)
    codes = await _new_recovery_codes(writer, key, viewer)
    await queue_mail(writer, account, MailKind.RECOVERY_CODES_NEW)
    record("user", "recovery_codes_renewed", account=viewer)
    return codes


async def _require_begun(writer: Writer, viewer: int) -> SecondFactor:
    factor = await second_factors.get(writer, viewer)
    if factor is None or not (factor.on or factor.is_open(clock.now())):
        raise TotpOff
    if factor.on:
        raise TotpOn
    return factor


async def _lock_proven(writer: Writer, attempts: Attempts, key: str, viewer: int, proof: Proof) -> Account:
    confirmed = await confirm_password(attempts, viewer, proof.session, proof.password)
    buckets = confirmation_buckets(viewer, proof.session)
    await attempts.take(buckets)
    account = await lock_confirmed(writer, attempts, confirmed)
    factor = await second_factors.get(writer, viewer)
    if factor is None or not factor.on:
        raise TotpOff
    await use_code(writer, key, viewer, factor, proof.code)
    await attempts.give_back(writer, buckets)
    return account


async def _new_recovery_codes(writer: Writer, key: str, viewer: int) -> list[str]:
    codes = totp.new_recovery_codes()
    hashes = [totp.recovery_hash(key, viewer, code) for code in codes]
    await second_factors.replace_recovery_codes(writer, viewer, hashes)
    return codes
