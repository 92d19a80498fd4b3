"""The password."""

from __future__ import annotations

from litestar import post, put

from kit.app import NOBODY, Caller, Runtime, Writer, operation
from kit.errors import Conflict, RateLimited
from user.api import schemas
from user.domain import commands, errors
from user.domain.attempts import Attempts
from user.domain.commands import Asker, ResetEntry

CHANGE_ERRORS = [errors.PasswordWrong, errors.PasswordWeak, Conflict, RateLimited]
RESET_ERRORS = [errors.ResetCodeWrong, errors.PasswordWeak, errors.TotpRequired, errors.TotpWrong, RateLimited]


@put("/password", status_code=204, **operation(idempotency="exempt", errors=CHANGE_ERRORS))
async def change_password(data: schemas.PasswordChange, writer: Writer, caller: Caller, attempts: Attempts) -> None:
    """Change the password. All other sessions end, and the owner is told by mail."""
    await commands.change_password(
        writer,
        attempts,
        caller.required_viewer,
        caller.session,
        current=data.current_password,
        wanted=data.new_password,
    )


@post("/password-resets", status_code=204, **operation(viewer=NOBODY, idempotency="exempt", errors=[RateLimited]))
async def request_password_reset(data: schemas.PasswordResetRequest, caller: Caller, attempts: Attempts) -> None:
    """Mail a code to the account's address. The answer is the same when there is no such account."""
    await commands.request_reset(attempts, _asker(data, caller))


@post(
    "/password-resets/confirm", status_code=204, **operation(viewer=NOBODY, idempotency="exempt", errors=RESET_ERRORS)
)
async def reset_password(
    data: schemas.PasswordReset, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> None:
    """Set a new password by the mailed code. All sessions end."""
    entry = ResetEntry(code=data.code, wanted=data.new_password, second_code=data.second_code)
    await commands.reset_password(writer, attempts, runtime.own.issuer_key, _asker(data, caller), entry)


def _asker(data: schemas.PasswordResetRequest | schemas.PasswordReset, caller: Caller) -> Asker:
    return Asker(identifier=data.identifier, device=caller.device, address_hash=data.address_hash)


ROUTES = [change_password, request_password_reset, reset_password]
