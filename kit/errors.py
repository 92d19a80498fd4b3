"""Errors as small facts with a code and a status; the API renders them as problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class Problem(Exception):
    """Something the caller can act on. Subclasses set `status`, `code` and `detail`.

    Keyword arguments become extension members of the answer: `TooManyPictures(limit=20)`.
    """

    status: int = 500
    code: str = "internal_error"
    detail: str = "Something went wrong on our side."

    def __init__(self, detail: str | None = None, **members: Any) -> None:
        self.text = detail or self.detail
        self.members = members
        super().__init__(self.text)

    def body(self) -> dict[str, Any]:
        """The members of the problem document."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.text,
            **self.members,
        }

    def headers(self) -> dict[str, str]:
        """Headers that belong to the answer."""
        retry_after = self.members.get("retry_after")
        return {"retry-after": str(retry_after)} if retry_after is not None else {}


class Unauthenticated(Problem):
    status = 401
    code = "unauthenticated"
    detail = "Log in first."


class NotAllowed(Problem):
    """The caller's token is good but its issuer may not call this operation."""

    status = 403
    code = "not_allowed"
    detail = "This caller may not do that."


class NotFound(Problem):
    status = 404
    code = "not_found"
    detail = "There is nothing here."


class MethodNotAllowed(Problem):
    status = 405
    code = "method_not_allowed"
    detail = "This address does not know that method."


class BodyTooLarge(Problem):
    status = 413
    code = "body_too_large"
    detail = "The request body is too large."


class UnsupportedMediaType(Problem):
    status = 415
    code = "unsupported_media_type"
    detail = "Send application/json."


class Malformed(Problem):
    """A body or parameter that is not of the documented form; `errors` lists where."""

    status = 422
    code = "malformed"
    detail = "The request is not of the documented form."


class Invalid(Malformed):
    """One malformed field: `Invalid("caption", "is too long", limit=2200)`."""

    def __init__(self, path: str, message: str, **members: Any) -> None:
        super().__init__(f"{path} {message}", errors=[{"path": path, "message": message}], **members)


class RateLimited(Problem):
    status = 429
    code = "rate_limited"
    detail = "Too many tries; wait a while."


class ReplicaBehind(Problem):
    """The local replica has not replayed what the caller has seen; ask `us-east`."""

    status = 425
    code = "replica_behind"
    detail = "This region has not caught up with you yet."


class IdempotencyMismatch(Problem):
    status = 422
    code = "idempotency_mismatch"
    detail = "This idempotency key was used for another request."


class IdempotencyRunning(Problem):
    status = 409
    code = "idempotency_running"
    detail = "The first request with this idempotency key is still running."


class Conflict(Problem):
    """A concurrent change won; trying again is safe."""

    status = 409
    code = "conflict"
    detail = "Something else changed this at the same time. Try again."


class WrongRegion(Problem):
    """A write reached a region without the primary."""

    status = 421
    code = "wrong_region"
    detail = "Writes are taken in the primary region."


class Unavailable(Problem):
    status = 503
    code = "unavailable"
    detail = "A part of the service cannot be reached. Try again soon."

    def __init__(self, detail: str | None = None, **members: Any) -> None:
        super().__init__(detail, **{"retry_after": 1, **members})


class PrimaryUnreachable(Unavailable):
    code = "primary_unreachable"
    detail = "Changes cannot be saved right now. Try again soon."


class DeadlineExceeded(Problem):
    status = 504
    code = "deadline_exceeded"
    detail = "The answer took too long."
