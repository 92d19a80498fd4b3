"""What an operation asks of its caller; it stands in the contract as `x-route`, `x-viewer` and `x-issuers`."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from kit.errors import Problem

Viewer = Literal["required", "optional", "none"]
Route = Literal["local-read", "primary-write", "local-upload"]

VIEWER: Viewer = "required"
OPTIONAL: Viewer = "optional"
NOBODY: Viewer = "none"

BFF = "bff-*"
SERVICES = "svc:*"
ANYONE: tuple[str, ...] = ()

DEADLINE_S = 5.0


class Operation(msgspec.Struct, frozen=True):
    """The policy of one route. `issuers` is empty for routes that browsers call directly."""

    viewer: Viewer
    issuers: tuple[str, ...]
    route: Route | None
    idempotency: Literal["optional", "exempt"]
    errors: tuple[type[Problem], ...]
    deadline: float | None

    def route_for(self, method: str) -> Route:
        """The route kind, by method where the operation does not say."""
        return self.route or ("local-read" if method in ("GET", "HEAD") else "primary-write")


def operation(
    *,
    viewer: Viewer = VIEWER,
    issuers: tuple[str, ...] = (BFF,),
    route: Route | None = None,
    idempotency: Literal["optional", "exempt"] = "optional",
    errors: list[type[Problem]] | None = None,
    deadline: float | None = DEADLINE_S,
) -> dict[str, Any]:
    """Keyword arguments of a Litestar route decorator: `@get("/x", **operation(viewer=OPTIONAL))`."""
    made = Operation(viewer, issuers, route, idempotency, tuple(errors or ()), deadline)
    return {"opt": {"operation": made}}
