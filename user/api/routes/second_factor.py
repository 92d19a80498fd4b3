"""The second factor of log-ins."""

from __future__ import annotations

from litestar import get, post

from kit.app import Caller, Reader, Runtime, Writer, operation
from kit.errors import Conflict, RateLimited
from user.api import second_factor_schemas as schemas
from user.api.views import second_factor_view
from user.domain import commands, errors, queries
from user.domain.attempts import Attempts
from user.domain.commands import Proof

BEGIN_ERRORS = [errors.PasswordWrong, errors.TotpOn, Conflict, RateLimited]
CONFIRM_ERRORS = [errors.TotpWrong, errors.TotpOn, errors.TotpOff, RateLimited]
PROOF_ERRORS = [errors.PasswordWrong, errors.TotpWrong, errors.TotpOff, Conflict, RateLimited]


@get("/second-factor", **operation())
async def read_second_factor(reader: Reader, caller: Caller) -> schemas.SecondFactor:
    """Whether the viewer's log-ins ask for a code."""
    return second_factor_view(await queries.get_protection(reader, caller.required_viewer))


@post("/second-factor", status_code=200, **operation(idempotency="exempt", errors=BEGIN_ERRORS))
async def begin_second_factor(
    data: schemas.PasswordEntry, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.Enrolment:
    """A secret for an authenticator app, in the place of one not confirmed. It has to be confirmed within an hour."""
    viewer, key = caller.required_viewer, runtime.own.issuer_key
    made = await commands.begin_second_factor(
        writer, attempts, key, viewer, session=caller.session, password=data.password
    )
    return schemas.Enrolment(secret=made.secret, uri=made.uri, qr=made.qr)


@post("/second-factor/confirm", status_code=200, **operation(idempotency="exempt", errors=CONFIRM_ERRORS))
async def confirm_second_factor(
    data: schemas.TotpEntry, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.RecoveryCodes:
    """Switch the second factor on; the owner is told by mail."""
    viewer, key = caller.required_viewer, runtime.own.issuer_key
    codes = await commands.confirm_second_factor(writer, attempts, key, viewer, session=caller.session, code=data.code)
    return schemas.RecoveryCodes(codes=codes)


@post("/second-factor/disable", status_code=204, **operation(idempotency="exempt", errors=PROOF_ERRORS))
async def disable_second_factor(
    data: schemas.SecondFactorProof, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> None:
    """Switch it off; the owner is told by mail."""
    viewer, key = caller.required_viewer, runtime.own.issuer_key
    await commands.disable_second_factor(writer, attempts, key, viewer, _proof(data, caller))


@post("/second-factor/recovery-codes", status_code=200, **operation(idempotency="exempt", errors=PROOF_ERRORS))
async def renew_recovery_codes(
    data: schemas.SecondFactorProof, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.RecoveryCodes:
    """New recovery codes in the place of the old ones; the owner is told by mail."""
    viewer, key = caller.required_viewer, runtime.own.issuer_key
    codes = await commands.renew_recovery_codes(writer, attempts, key, viewer, _proof(data, caller))
    return schemas.RecoveryCodes(codes=codes)


def _proof(data: schemas.SecondFactorProof, caller: Caller) -> Proof:
    return Proof(session=caller.session, password=data.password, code=data.code)


ROUTES = [
    read_second_factor,
    begin_second_factor,
    confirm_second_factor,
    disable_second_factor,
    renew_recovery_codes,
]
