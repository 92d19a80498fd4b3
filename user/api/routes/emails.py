"""Changing the e-mail address."""

from __future__ import annotations

from litestar import post

from kit.app import Caller, Runtime, Writer, operation
from kit.errors import Conflict, RateLimited
from user.api import schemas, views
from user.domain import commands, errors
from user.domain.attempts import Attempts

REQUEST_ERRORS = [errors.EmailInvalid, errors.EmailTaken, errors.PasswordWrong, Conflict, RateLimited]
CONFIRM_ERRORS = [errors.CodeWrong, errors.CodeExpired, errors.EmailTaken]


@post("/email-changes", status_code=204, **operation(idempotency="exempt", errors=REQUEST_ERRORS))
async def request_email_change(data: schemas.EmailChange, writer: Writer, caller: Caller, attempts: Attempts) -> None:
    """Mail a code to the new address. Nothing changes until it is entered."""
    await commands.request_email_change(
        writer, attempts, caller.required_viewer, caller.session, password=data.password, email=data.email
    )


@post("/email-changes/confirm", status_code=200, **operation(idempotency="exempt", errors=CONFIRM_ERRORS))
async def confirm_email_change(
    data: schemas.CodeEntry, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.Viewer:
    """Enter the mailed code: the address is the account's from now on, and the old one is told."""
    viewer = caller.required_viewer
    account = await commands.confirm_email_change(writer, attempts, runtime.own.issuer_key, viewer, data.code)
    return views.viewer_view(account)


ROUTES = [request_email_change, confirm_email_change]
