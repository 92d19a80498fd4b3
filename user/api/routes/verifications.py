"""Proving an e-mail address."""

from __future__ import annotations

from litestar import post

from kit.app import Caller, Runtime, Writer, operation
from kit.errors import RateLimited
from user.api import schemas, views
from user.domain import commands, errors
from user.domain.attempts import Attempts

CONFIRM_ERRORS = [errors.CodeWrong, errors.CodeExpired, errors.AlreadyVerified]


@post("/email-verifications", status_code=200, **operation(idempotency="exempt", errors=CONFIRM_ERRORS))
async def confirm_email(
    data: schemas.CodeEntry, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.Viewer:
    """Enter the mailed code. A code may be tried ten times."""
    viewer = caller.required_viewer
    account = await commands.confirm_email(writer, attempts, runtime.own.issuer_key, viewer, data.code)
    return views.viewer_view(account)


@post("/email-verifications/resend", status_code=204, **operation(errors=[errors.AlreadyVerified, RateLimited]))
async def resend_verification(writer: Writer, caller: Caller, attempts: Attempts) -> None:
    """Mail a new code; older ones are void then."""
    await commands.resend_verification(writer, attempts, caller.required_viewer)


ROUTES = [confirm_email, resend_verification]
