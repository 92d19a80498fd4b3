"""`create_api`: a service's routes as an ASGI application with everything that all services share."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi import OpenAPIConfig

from kit.auth import Caller
from kit.db import Reader, Writer
from kit.db.idempotency import StoredAnswer
from kit.errors import Malformed, NotAllowed, Problem, Unauthenticated, UnsupportedMediaType
from kit.observability import metrics
from kit.operation import ANYONE, BFF, NOBODY, OPTIONAL, SERVICES, VIEWER, Operation, operation
from kit.problems import as_problem, problem_messages
from kit.rpc import Client
from kit.runtime import Runtime
from kit.unit import SCOPE_KEY, Unit, UnitOfWork

__all__ = [
    "ANYONE", "BFF", "NOBODY", "OPTIONAL", "SERVICES", "VIEWER",
    "Api", "Caller", "Client", "Reader", "Runtime", "Writer", "create_api", "operation",
]  # fmt: skip

MAX_BODY = 1_000_000

Lifespan = Callable[[Runtime, Litestar], AbstractAsyncContextManager[None]]


class StrictRequest(Request[Any, Any, Any]):
    """Decodes bodies strictly (a number is no string) into the handler's own type, and refuses NUL."""

    async def json(self) -> Any:
        """The body as the type of the handler's `data`. Raises Malformed."""
        body = await self.body()
        kind, _ = self.content_type
        if body and kind != "application/json":
            raise UnsupportedMediaType
        target = self.route_handler.parsed_fn_signature.parameters["data"].annotation
        try:
            data = msgspec.json.decode(body or b"null", type=target)
        except msgspec.ValidationError as error:
            raise _malformed(error) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Malformed("The body is not JSON.") from error
        if b"\\u0000" in body and _has_nul(msgspec.json.decode(body)):
            raise Malformed("Text may not contain NUL.")
        return data


def _malformed(error: msgspec.ValidationError) -> Malformed:
    message, _, path = str(error).partition(" - at `$")
    return Malformed(errors=[{"path": path.rstrip("`").lstrip("."), "message": message}])


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any("\x00" in key or _has_nul(item) for key, item in value.items())
    if isinstance(value, list):
        return any(_has_nul(item) for item in value)
    return isinstance(value, str) and "\x00" in value


class Api:
    """A service's HTTP side: what it serves, before it is built for one region."""

    def __init__(
        self, service: str, routes: Sequence[Any], lifespan: Sequence[Lifespan], dependencies: Mapping[str, Any]
    ) -> None:
        self.service = service
        self.routes = list(routes)
        self.lifespan = list(lifespan)
        self.dependencies = dict(dependencies)

    def build(self, environ: Mapping[str, str] = os.environ) -> UnitOfWork:
        """The ASGI application for one region; it opens its runtime on start-up."""
        runtime = Runtime(self.service, environ)
        return UnitOfWork(self.litestar(runtime), runtime)

    def litestar(self, runtime: Runtime | None = None, openapi: OpenAPIConfig | None = None) -> Litestar:
        """The framework's application; without a runtime it can only describe itself."""

        @asynccontextmanager
        async def opened(app: Litestar) -> AsyncIterator[None]:
            assert runtime is not None
            app.state.runtime = runtime
            await runtime.open()
            async with AsyncExitStack() as stack:
                stack.push_async_callback(runtime.close)
                for enter in self.lifespan:
                    await stack.enter_async_context(enter(runtime, app))
                yield

        return Litestar(
            route_handlers=[Router(path=f"/{self.service}", route_handlers=[*self.routes, health, prometheus])],
            guards=[authenticate],
            dependencies={**_dependencies(), **{k: Provide(v) for k, v in self.dependencies.items()}},
            exception_handlers=dict.fromkeys((Exception, HTTPException, Problem), _render),
            request_class=StrictRequest,
            request_max_body_size=MAX_BODY,
            openapi_config=openapi,
            lifespan=[opened],
            logging_config=None,
            signature_types=[Reader, Writer, Caller, Client, Runtime],
        )


def create_api(
    service: str,
    routes: Sequence[Any],
    *,
    lifespan: Sequence[Lifespan] = (),
    dependencies: Mapping[str, Any] | None = None,
) -> Api:
    """Put `routes` under `/<service>`.

    `lifespan` are context managers `(runtime, app)` entered while the API runs; `dependencies` are further
    things that handlers may ask for by name.
    """
    return Api(service, routes, lifespan, dependencies or {})


async def authenticate(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Guard: the caller token, its issuer and its viewer must suit the operation."""
    unit = _unit(connection)
    policy: Operation | None = handler.opt.get("operation")
    unit.name = handler.handler_name
    if policy is None:
        raise RuntimeError(f"{handler} has no operation(...)")
    unit.operation = policy
    unit.allow(policy.deadline)
    _refuse_nul(connection)
    if not policy.issuers:
        return
    header = unit.header(b"authorization") or ""
    if not header.startswith("Bearer "):
        raise Unauthenticated("A caller token is missing.")
    caller = unit.runtime.verifier.caller(header[7:])
    if not caller.matches(policy.issuers):
        raise NotAllowed
    if policy.viewer == "required" and caller.viewer is None:
        raise Unauthenticated
    unit.caller = caller


def _refuse_nul(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    if b"%00" in connection.scope["query_string"] or "\x00" in connection.scope["path"]:
        raise Malformed("Parameters may not contain NUL.")


def _dependencies() -> dict[str, Provide]:
    return {
        "reader": Provide(_reader),
        "writer": Provide(_writer),
        "caller": Provide(_caller, sync_to_thread=False),
        "rpc": Provide(_rpc, sync_to_thread=False),
        "runtime": Provide(_runtime, sync_to_thread=False),
    }


def _unit(connection: ASGIConnection[Any, Any, Any, Any]) -> Unit:
    unit: Unit = connection.scope[SCOPE_KEY]  # type: ignore[literal-required]
    return unit


async def _reader(request: Request[Any, Any, Any]) -> Reader:
    return await _unit(request).reader()


async def _writer(request: Request[Any, Any, Any]) -> Writer:
    return _unit(request).writer(await request.body())


def _caller(request: Request[Any, Any, Any]) -> Caller:
    return _unit(request).caller or Caller("")


def _rpc(request: Request[Any, Any, Any]) -> Client:
    return _unit(request).runtime.rpc


def _runtime(request: Request[Any, Any, Any]) -> Runtime:
    return _unit(request).runtime


def _render(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    unit = _unit(request)
    if isinstance(error, StoredAnswer):
        unit.stored = error
        return Response(error.body, status_code=error.status, media_type="application/json")
    wrote = unit.transaction is not None and unit.transaction.open
    start, body = problem_messages(as_problem(unit.runtime.service, error, wrote=wrote))
    headers = {name.decode(): value.decode() for name, value in start["headers"] if name != b"content-length"}
    media_type = headers.pop("content-type")
    return Response(body["body"], status_code=start["status"], media_type=media_type, headers=headers)


class Health(msgspec.Struct, frozen=True):
    """Whether this process can do its work."""

    service: str
    region: str
    status: str


@get("/health", **operation(viewer=NOBODY, issuers=ANYONE))
async def health(runtime: Runtime) -> Health:
    """Answers 200 while the process can read its database."""
    await runtime.database.reader.fetchval("SELECT 1")
    return Health(runtime.service, runtime.settings.region, "ok")


@get("/metrics", media_type="text/plain", **operation(viewer=NOBODY, issuers=ANYONE))
async def prometheus() -> bytes:
    """Prometheus metrics of the process."""
    return metrics()
