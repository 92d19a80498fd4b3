"""Calls from one service to another: deadline, bounded retry of GET, breaker, trace and viewer."""

from __future__ import annotations

import time
from typing import Any, TypeVar

import aiohttp
import msgspec

from kit.auth import Signer
from kit.errors import Problem, Unavailable
from kit.observability import current_traceparent

T = TypeVar("T")

TIMEOUT_S = 2.0
OPEN_AFTER = 5
OPEN_FOR_S = 1.0


class RemoteProblem(Problem):
    """Another service's refusal, passed on as it is."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        members = {k: v for k, v in body.items() if k not in ("type", "title", "status", "code", "detail")}
        super().__init__(body.get("detail"), **members)
        self.status = status
        self.code = body.get("code", "")


class _Breaker:
    def __init__(self) -> None:
        self.failures = 0
        self.closed_at = 0.0

    @property
    def open(self) -> bool:
        return time.monotonic() < self.closed_at

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= OPEN_AFTER:
            self.closed_at = time.monotonic() + OPEN_FOR_S

    def succeeded(self) -> None:
        self.failures = 0


class Client:
    """Calls services of the same region."""

    def __init__(self, urls: dict[str, str], signer: Signer) -> None:
        self._urls = urls
        self._signer = signer
        self._breakers: dict[str, _Breaker] = {}
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],
        viewer: int | None = None,
        params: dict[str, str] | None = None,
        timeout: float = TIMEOUT_S,
    ) -> T:
        """GET and decode. Raises RemoteProblem for a refusal and Unavailable when there is no answer."""
        try:
            body = await self._call("GET", service, path, viewer, timeout, params=params)
        except Unavailable:
            if self._breaker(service).open:
                raise
            body = await self._call("GET", service, path, viewer, timeout, params=params)
        return msgspec.json.decode(body, type=type)

    async def post(
        self,
        service: str,
        path: str,
        body: Any,
        *,
        type: type[T],
        viewer: int | None = None,
        timeout: float = TIMEOUT_S,
    ) -> T:
        """POST `body` as JSON and decode the answer; never repeated by itself."""
        answer = await self._call("POST", service, path, viewer, timeout, data=msgspec.json.encode(body))
        return msgspec.json.decode(answer, type=type)

    async def _call(
        self, method: str, service: str, path: str, viewer: int | None, timeout: float, **options: Any
    ) -> bytes:
        breaker = self._breaker(service)
        if breaker.open:
            raise Unavailable(f"{service} does not answer.")
        headers = {"authorization": f"Bearer {self._signer.token(viewer)}", "content-type": "application/json"}
        headers["request-timeout-ms"] = str(int(timeout * 1000))
        if trace := current_traceparent():
            headers["traceparent"] = trace
        try:
            async with self._open().request(
                method,
                self._urls[service] + path,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout),
                **options,
            ) as response:
                body = await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            breaker.failed()
            raise Unavailable(f"{service} does not answer.") from error
        return self._judge(breaker, service, response.status, body)

    @staticmethod
    def _judge(breaker: _Breaker, service: str, status: int, body: bytes) -> bytes:
        if status < 400:
            breaker.succeeded()
            return body
        if status >= 500:
            breaker.failed()
            raise Unavailable(f"{service} does not answer.")
        raise RemoteProblem(status, msgspec.json.decode(body))

    def _breaker(self, service: str) -> _Breaker:
        return self._breakers.setdefault(service, _Breaker())

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=60), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
