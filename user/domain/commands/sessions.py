"""Log-in, log-out and the list of sessions."""

from __future__ import annotations

import hashlib

from kit import clock
from kit.db import Writer
from kit.errors import Conflict
from kit.ids import new_id
from kit.observability import record
from user.domain import rules
from user.domain.attempts import Attempts, Bucket, log_in_buckets
from user.domain.commands.reopening import reopen_account
from user.domain.commands.second_factors import Presented, present, require_second_factor
from user.domain.errors import AccountDeactivated, AccountSuspended, SessionNotFound, TotpRequired, WrongCredentials
from user.domain.events import SessionRevoked
from user.domain.model import Credentials, Entry, Origin, State
from user.domain.passwords import password_matches
from user.domain.queries.sessions import Opened, get_opened
from user.domain.repository import credentials, sessions


async def log_in(writer: Writer, attempts: Attempts, key: str, entry: Entry, origin: Origin) -> Opened:
    """A new session; the same one again for a repeated token. A deactivated account is opened again by `reopen` alone.

    No transaction is open while the password is checked. Raises WrongCredentials, whatever of the two is wrong,
    RateLimited, and to the owner only AccountSuspended, AccountDeactivated, TotpRequired and TotpWrong.
    """
    identifier = rules.normal_email(entry.identifier)
    async with attempts.transactions() as look:
        known = await credentials.get_credentials(look, identifier)
        buckets = await _buckets(look, identifier, known, origin)
    await attempts.take(buckets)
    matches = await password_matches(known.password_hash if known else None, entry.password)
    if known is None or not matches or known.state is State.DELETED:
        raise WrongCredentials
    if known.state is State.SUSPENDED:
        raise AccountSuspended
    if known.state is State.DEACTIVATED and not entry.reopen:
        raise AccountDeactivated(deletes_at=known.deletes_at)
    presented = await _present(attempts, known, entry, origin, buckets)
    # A password that was changed meanwhile opens nothing: whoever changed it has ended all other sessions.
    if await credentials.lock_credentials(writer, known.account_id) != known:
        raise WrongCredentials
    # A repeated log-in has used its code up the first time.
    if not await _is_open(writer, known, origin):
        await require_second_factor(writer, key, presented)
    await attempts.give_back(writer, [*buckets, *presented.buckets])
    await reopen_account(writer, known)
    opened = await open_session(writer, known.account_id, origin)
    record("user", "logged_in", account=opened.account.id, session=opened.session.id)
    return opened


async def _present(
    attempts: Attempts, known: Credentials, entry: Entry, origin: Origin, counted: list[Bucket]
) -> Presented:
    """The code that comes with the right password. To be asked for one uses up no try."""
    try:
        return await present(
            attempts, known.account_id, entry.code, device=origin.device, address_hash=origin.address_hash
        )
    except TotpRequired:
        async with attempts.transactions() as counting:
            await attempts.give_back(counting, counted)
        raise


async def _is_open(writer: Writer, known: Credentials, origin: Origin) -> bool:
    """Whether the token is already that of a session of this account."""
    opened = await get_opened(writer, origin.token_hash)
    return opened is not None and opened.account.id == known.account_id


async def _buckets(look: Writer, identifier: str, known: Credentials | None, origin: Origin) -> list[Bucket]:
    """An identifier that nobody has is counted like one that somebody has."""
    account = f"unknown-{hashlib.sha256(identifier.encode()).hexdigest()}"
    known_device = known_address = False
    if known is not None:
        account = str(known.account_id)
        known_device, known_address = await sessions.known_origin(
            look, known.account_id, origin.device, origin.address_hash
        )
    return log_in_buckets(
        account,
        device=origin.device,
        address_hash=origin.address_hash,
        known_device=known_device,
        known_address=known_address,
    )


async def open_session(writer: Writer, account_id: int, origin: Origin) -> Opened:
    """The session with this token, new or there before. Raises Conflict when the token is another account's."""
    await sessions.insert_session(writer, new_id(), account_id, origin, clock.now())
    opened = await get_opened(writer, origin.token_hash)
    if opened is None or opened.account.id != account_id:
        raise Conflict
    return opened


async def revoke_session(writer: Writer, viewer: int, session_id: int) -> None:
    """End one of the viewer's sessions. Raises SessionNotFound."""
    if not await sessions.revoke(writer, viewer, session_id, clock.now()):
        raise SessionNotFound
    await _tell(writer, viewer, [session_id])


async def log_out(writer: Writer, viewer: int, session_id: int | None) -> None:
    """End the viewer's current session; it may have ended already."""
    if session_id is not None and await sessions.revoke(writer, viewer, session_id, clock.now()):
        await _tell(writer, viewer, [session_id])


async def revoke_others(writer: Writer, viewer: int, session_id: int | None) -> None:
    """End all of the viewer's sessions but the current one."""
    ended = await sessions.revoke_others(writer, viewer, session_id, clock.now())
    if ended:
        await _tell(writer, viewer, ended)


async def touch_session(writer: Writer, viewer: int, session_id: int | None) -> None:
    """Note that the current session is in use. Raises SessionNotFound."""
    if session_id is None or not await sessions.touch(writer, viewer, session_id, clock.now()):
        raise SessionNotFound


async def _tell(writer: Writer, viewer: int, ended: list[int]) -> None:
    revoked = SessionRevoked(account_id=str(viewer), session_ids=[str(session) for session in ended])
    await writer.emit(revoked, actor=viewer, aggregate=("account", viewer, 0))
    record("user", "sessions_revoked", account=viewer, sessions=len(ended))
