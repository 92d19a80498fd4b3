"""Log-in, log-out and the list of sessions."""

from __future__ import annotations

from typing import Annotated

from litestar import delete, get, post
from litestar.params import Parameter

from kit import clock
from kit.app import NOBODY, Caller, Reader, Runtime, Writer, operation
from kit.errors import RateLimited
from kit.ids import MAX_ID
from kit.paging import decode_cursor, page
from kit.schema import Page
from user.api import schemas, views
from user.api.dependencies import Cursor, Limit, PathId, origin
from user.domain import commands, errors, queries
from user.domain.attempts import Attempts
from user.domain.model import Entry

TokenHash = Annotated[str, Parameter(pattern="^[0-9a-f]{64}$", description="SHA-256 of the session token.")]
LOG_IN_ERRORS = [
    errors.WrongCredentials,
    errors.AccountSuspended,
    errors.AccountDeactivated,
    errors.TotpRequired,
    errors.TotpWrong,
    RateLimited,
]


@post("/sessions", status_code=201, **operation(viewer=NOBODY, idempotency="exempt", errors=LOG_IN_ERRORS))
async def create_session(
    data: schemas.LogIn, writer: Writer, caller: Caller, attempts: Attempts, runtime: Runtime
) -> schemas.OpenedSession:
    """Log in. The same `session.token_hash` again gives the same answer again."""
    entry = Entry(identifier=data.identifier, password=data.password, code=data.code, reopen=data.reopen)
    opened = await commands.log_in(writer, attempts, runtime.own.issuer_key, entry, origin(data.session, caller))
    return views.opened_view(opened)


@get("/sessions/current", **operation(viewer=NOBODY, errors=[errors.SessionNotFound]))
async def read_current_session(token_hash: TokenHash, reader: Reader) -> schemas.CurrentSession:
    """Whose session a token stands for."""
    session, account = await queries.require_opened(reader, bytes.fromhex(token_hash))
    return schemas.CurrentSession(
        session_id=str(session.id),
        viewer=views.viewer_view(account),
        expires_at=session.expires_at,
        seen_due=session.is_seen_due(clock.now()),
    )


@post("/sessions/current/seen", status_code=204, **operation(errors=[errors.SessionNotFound]))
async def touch_session(writer: Writer, caller: Caller) -> None:
    """Note that the current session is in use, which also keeps it from expiring."""
    await commands.touch_session(writer, caller.required_viewer, caller.session)


@delete("/sessions/current", status_code=204, **operation())
async def log_out(writer: Writer, caller: Caller) -> None:
    """Log out; doing it once more is no error."""
    await commands.log_out(writer, caller.required_viewer, caller.session)


@get("/sessions", **operation())
async def list_sessions(
    reader: Reader, caller: Caller, cursor: Cursor = None, limit: Limit = 20
) -> Page[schemas.Session]:
    """The viewer's living sessions, newest first."""
    (before,) = decode_cursor(cursor, int) if cursor else (MAX_ID,)
    found = await queries.list_sessions(reader, caller.required_viewer, before=before, limit=limit + 1)
    return page(found, limit, lambda one: (one.id,), lambda one: views.session_view(one, caller.session))


@delete("/sessions/{session_id:int}", status_code=204, **operation(errors=[errors.SessionNotFound]))
async def revoke_session(session_id: PathId, writer: Writer, caller: Caller) -> None:
    """End one of the viewer's sessions."""
    await commands.revoke_session(writer, caller.required_viewer, session_id)


@delete("/sessions", status_code=204, **operation())
async def revoke_other_sessions(writer: Writer, caller: Caller) -> None:
    """End all of the viewer's sessions but the current one."""
    await commands.revoke_others(writer, caller.required_viewer, caller.session)


ROUTES = [
    create_session,
    read_current_session,
    touch_session,
    log_out,
    list_sessions,
    revoke_session,
    revoke_other_sessions,
]
