"""The password."""

from __future__ import annotations

from litestar import put

from kit.app import Caller, Writer, operation
from kit.errors import Conflict, RateLimited
from user.api import schemas
from user.domain import commands, errors
from user.domain.attempts import Attempts

CHANGE_ERRORS = [errors.PasswordWrong, errors.PasswordWeak, Conflict, RateLimited]


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


ROUTES = [change_password]
