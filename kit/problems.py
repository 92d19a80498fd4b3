"""The one renderer of errors, and what library errors mean to a caller."""

from __future__ import annotations

from typing import Any

import asyncpg
import msgspec
from litestar.exceptions import HTTPException, ValidationException

from kit import errors
from kit.errors import Problem
from kit.observability import log

_UNREACHABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    ConnectionError,
    OSError,
)
_BUSY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
_BY_STATUS: dict[int, type[Problem]] = {
    401: errors.Unauthenticated,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.BodyTooLarge,
    415: errors.UnsupportedMediaType,
}


def as_problem(service: str, error: Exception, *, wrote: bool = False) -> Problem:
    """What to tell the caller; `wrote` says that a transaction was open, so a time-out's outcome is unknown."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, (TimeoutError, asyncpg.QueryCanceledError)):
        return errors.DeadlineExceeded(**({"outcome": "unknown"} if wrote else {}))
    if isinstance(error, _BUSY):
        return errors.Conflict()
    if isinstance(error, asyncpg.DataError):
        return errors.Malformed()
    if isinstance(error, _UNREACHABLE):
        log(service).warning("unavailable", reason=type(error).__name__, detail=str(error)[:200])
        return errors.Unavailable()
    if isinstance(error, HTTPException):
        return _from_framework(error)
    log(service).error("unexpected_error", exc_info=error)
    return Problem()


def _from_framework(error: HTTPException) -> Problem:
    if isinstance(error, ValidationException):
        extra: Any = error.extra if isinstance(error.extra, list) else []
        found = [{"path": str(e.get("key", "")), "message": str(e.get("message", ""))} for e in extra]
        return errors.Malformed(errors=found)
    kind = _BY_STATUS.get(error.status_code, errors.Malformed if error.status_code < 500 else Problem)
    return kind()


def problem_messages(problem: Problem) -> list[Any]:
    """The ASGI messages of a problem answer."""
    body = problem.body()
    encoded = msgspec.json.encode(body)
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(encoded)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in problem.headers().items()]
    return [
        {"type": "http.response.start", "status": problem.status, "headers": headers},
        {"type": "http.response.body", "body": encoded, "more_body": False},
    ]
