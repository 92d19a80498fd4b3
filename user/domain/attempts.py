"""Limits on tries that guard credentials, counted in the primary region.

A device that the account was used from before has a window of its own, so that nobody who guesses from elsewhere,
however many addresses he has, keeps the owner out.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import NamedTuple

from kit import clock
from kit.db import Writer
from kit.errors import RateLimited
from user.domain import limits
from user.domain.repository import attempts

Transactions = Callable[[], AbstractAsyncContextManager[Writer]]


class Bucket(NamedTuple):
    """At most `limit` tries within `window` under `name`."""

    name: str
    limit: int
    window: timedelta


def log_in_buckets(
    account: str, *, device: str | None, address_hash: str, known_device: bool, known_address: bool
) -> list[Bucket]:
    """Where a log-in is counted. `account` names the account, or what was typed when there is none."""
    if known_device:
        return [Bucket(f"log-in:device:{account}:{device}", *limits.LOG_IN_DEVICE)]
    buckets = [
        Bucket(f"log-in:pair:{account}:{address_hash}", *limits.LOG_IN_PAIR),
        Bucket(f"log-in:address:{address_hash}", *limits.LOG_IN_ADDRESS),
    ]
    if not known_address:
        buckets.append(Bucket(f"log-in:account:{account}", *limits.LOG_IN_ACCOUNT))
    return buckets


def sign_up_buckets(address_hash: str) -> list[Bucket]:
    return [Bucket(f"sign-up:{address_hash}", *limits.SIGN_UP_ADDRESS)]


def resend_buckets(account_id: int) -> list[Bucket]:
    return [Bucket(f"resend:{account_id}", *limits.RESEND_ACCOUNT)]


def password_buckets(account_id: int, session: int | None) -> list[Bucket]:
    """Where the password is counted that somebody logged in is asked for; a stolen session uses up only its own tries."""
    return [Bucket(f"password:{account_id}:{session}", *limits.PASSWORD_SESSION)]


def email_change_buckets(account_id: int) -> list[Bucket]:
    return [Bucket(f"email-change:{account_id}", *limits.EMAIL_CHANGE_ACCOUNT)]


def reset_buckets(account_id: int, *, device: str | None, address_hash: str, known_device: bool) -> list[Bucket]:
    """Where asking for a reset is counted, so that it is refused."""
    if known_device:
        return [Bucket(f"reset:device:{account_id}:{device}", *limits.RESET_DEVICE)]
    return [Bucket(f"reset:address:{address_hash}", *limits.RESET_ADDRESS)]


def reset_mail_buckets(account_id: int) -> list[Bucket]:
    """How many codes an account is mailed for strangers' devices. Nobody is told when they are used up."""
    return [Bucket(f"reset:mails:{account_id}", *limits.RESET_MAILS)]


def reset_try_buckets(address_hash: str) -> list[Bucket]:
    """Where the entry of a code is counted, besides the tries of the code itself."""
    return [Bucket(f"reset:try:{address_hash}", *limits.RESET_TRY_ADDRESS)]


def second_factor_buckets(
    account_id: int, *, recovery: bool, device: str | None, address_hash: str, known_device: bool, known_address: bool
) -> list[Bucket]:
    """Where a code of somebody is counted who has given the first factor.

    Who knows the password can use up what strangers have, which is little, but not what the owner has where he was before;
    nor his recovery codes, which are too long to guess and so need no limit for the account.
    """
    if recovery:
        return [Bucket(f"recovery-code:pair:{account_id}:{address_hash}", *limits.RECOVERY_CODE_PAIR)]
    if known_device:
        return [Bucket(f"second-factor:device:{account_id}:{device}", *limits.SECOND_FACTOR_DEVICE)]
    if known_address:
        return [Bucket(f"second-factor:pair:{account_id}:{address_hash}", *limits.SECOND_FACTOR_PAIR)]
    return [
        Bucket(f"second-factor:account:{account_id}", *limits.SECOND_FACTOR_ACCOUNT),
        Bucket(f"second-factor:account-day:{account_id}", *limits.SECOND_FACTOR_ACCOUNT_DAY),
    ]


def confirmation_buckets(account_id: int, session: int | None) -> list[Bucket]:
    """Where a code of somebody logged in is counted; a stolen session uses up only its own tries."""
    return [Bucket(f"second-factor:session:{account_id}:{session}", *limits.SECOND_FACTOR_SESSION)]


@asynccontextmanager
async def evenly(time: timedelta) -> AsyncIterator[None]:
    """End no sooner than `time` after the beginning: how long it took tells nothing of what was found."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + time.total_seconds()
    try:
        yield
    finally:
        await asyncio.sleep(max(0.0, ends - loop.time()))


class Attempts:
    """Counts tries, each in a transaction of its own: a refusal must not undo its count."""

    def __init__(self, transactions: Transactions, multiplier: float = 1.0) -> None:
        self.transactions = transactions
        self._multiplier = multiplier

    async def take(self, buckets: Sequence[Bucket]) -> None:
        """Count one try before it is made. Raises RateLimited."""
        now = clock.now()
        async with self.transactions() as writer:
            counted = await attempts.take(writer, [(b.name, now + b.window) for b in buckets], now)
        full = [(b, counted[b.name][1]) for b in buckets if counted[b.name][0] > b.limit * self._multiplier]
        if full:
            bucket, resets_at = max(full, key=lambda pair: pair[1])
            raise RateLimited(limit=bucket.limit, retry_after=max(1, math.ceil((resets_at - now).total_seconds())))

    async def give_back(self, writer: Writer, buckets: Sequence[Bucket]) -> None:
        """The try was the owner's: it does not count."""
        await attempts.give_back(writer, [bucket.name for bucket in buckets])
