"""Closing one's account."""

from __future__ import annotations

from litestar import post

from kit.app import Caller, Writer, operation
from kit.errors import Conflict, RateLimited
from user.api import schemas
from user.domain import commands, errors
from user.domain.attempts import Attempts

ERRORS = [errors.PasswordWrong, errors.AccountSuspended, Conflict, RateLimited]


@post("/deactivation", status_code=204, **operation(idempotency="exempt", errors=ERRORS))
async def deactivate(data: schemas.Closure, writer: Writer, caller: Caller, attempts: Attempts) -> None:
    """Hide the account from everybody until its owner logs in again. All sessions end, and a mail tells the owner."""
    await commands.deactivate(writer, attempts, caller.required_viewer, caller.session, data.password)


@post("/deletion", status_code=200, **operation(idempotency="exempt", errors=ERRORS))
async def request_deletion(
    data: schemas.Closure, writer: Writer, caller: Caller, attempts: Attempts
) -> schemas.Deletion:
    """The same, and erase the account when the time of grace is over. Logging in before can keep it."""
    deletes_at = await commands.request_deletion(
        writer, attempts, caller.required_viewer, caller.session, data.password
    )
    return schemas.Deletion(deletes_at=deletes_at)


ROUTES = [deactivate, request_deletion]
