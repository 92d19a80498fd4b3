"""Calls an API in process, signed as the BFF or another issuer would sign them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlencode

import msgspec

from infra.secrets import Secrets
from kit.auth import Signer


class Answer:
    """What an API answered."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def json(self) -> Any:
        """The decoded body."""
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        """The problem's code; empty when it is no problem."""
        return str(self.json().get("code", "")) if "problem" in self.headers.get("content-type", "") else ""

    @property
    def causal(self) -> str:
        """The causal header as the next request would send it."""
        position, _, events = self.headers.get("causal", "").partition(";")
        return position + ";" + ",".join(event.partition(".")[0] for event in events.split(",") if event)

    def __repr__(self) -> str:
        return f"<Answer {self.status} {self.body[:300]!r}>"


class ApiClient:
    """`await api.get("/user/accounts", viewer=7)`; `issuer` chooses who signs, `key` is the idempotency key."""

    def __init__(self, app: Any, secrets: Secrets, issuer: str = "bff-ap-northeast") -> None:
        self._app = app
        self._secrets = secrets
        self._issuer = issuer
        self._signers: dict[str, Signer] = {}

    async def request(
        self,
        method: str,
        path: str,
        *,
        viewer: int | None = None,
        session: int | None = None,
        device: str | None = "test-device",
        issuer: str | None = None,
        json: Any = None,
        body: bytes | None = None,
        params: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        key: str | None = None,
        causal: str | None = None,
    ) -> Answer:
        """One request. `issuer=""` sends no caller token."""
        sent = {"content-type": "application/json", **(headers or {})}
        name = self._issuer if issuer is None else issuer
        if name:
            sent["authorization"] = f"Bearer {self._signer(name).token(viewer, session, device)}"
        if key is not None:
            sent["idempotency-key"] = key
        if causal is not None:
            sent["causal"] = causal
        content = body if body is not None else (b"" if json is None else msgspec.json.encode(json))
        return await call(self._app, method, path, params or {}, sent, content)

    async def get(self, path: str, **options: Any) -> Answer:
        return await self.request("GET", path, **options)

    async def post(self, path: str, **options: Any) -> Answer:
        return await self.request("POST", path, **options)

    async def put(self, path: str, **options: Any) -> Answer:
        return await self.request("PUT", path, **options)

    async def patch(self, path: str, **options: Any) -> Answer:
        return await self.request("PATCH", path, **options)

    async def delete(self, path: str, **options: Any) -> Answer:
        return await self.request("DELETE", path, **options)

    def _signer(self, issuer: str) -> Signer:
        if issuer not in self._signers:
            self._signers[issuer] = Signer(issuer, self._secrets.private_key(issuer))
        return self._signers[issuer]


async def call(
    app: Any, method: str, path: str, params: dict[str, Any], headers: dict[str, str], content: bytes
) -> Answer:
    """One request straight into an ASGI application."""
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": (query or urlencode(params)).encode(),
        "headers": [
            (k.lower().encode(), v.encode("latin-1"))
            for k, v in {**headers, "content-length": str(len(content))}.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "root_path": "",
        "state": {},
        "extensions": {},
    }
    messages = [{"type": "http.request", "body": content, "more_body": False}]
    answer: dict[str, Any] = {"body": b""}

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer["status"] = message["status"]
            answer["headers"] = {k.decode().lower(): v.decode() for k, v in message["headers"]}
        else:
            answer["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return Answer(answer["status"], answer["headers"], answer["body"])
