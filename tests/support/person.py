"""A person at a browser of one region, without the browser: cookies, causal token, idempotency keys, tus."""

from __future__ import annotations

import base64
import re
import secrets
import time
from typing import Any

import aiohttp
import msgspec
import pyotp

from kit.testing.until import until
from tests.support.causal import CausalStore
from tests.support.place import Place

PASSWORD = "correct horse battery staple"
MAIL_S = 20.0
TIMEOUT = aiohttp.ClientTimeout(total=20)


class Answer:
    """What the site answered."""

    def __init__(self, status: int, headers: Any, body: bytes, seconds: float) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds = seconds

    def json(self) -> Any:
        """The decoded body."""
        return msgspec.json.decode(self.body)

    @property
    def stale(self) -> bool:
        return bool(self.headers.get("x-stale") == "1")

    @property
    def code(self) -> str:
        """The problem's code; empty when it is none."""
        return str(self.json().get("code", "")) if "problem" in self.headers.get("content-type", "") else ""

    def ok(self) -> Any:
        """The decoded body of a good answer."""
        assert self.status < 400, (self.status, self.body[:500])
        return self.json() if self.body else None

    def __repr__(self) -> str:
        return f"<Answer {self.status} {self.body[:300]!r}>"


class Person:
    """`async with Person(place, "ap-northeast") as alice: await alice.sign_up(); await alice.publish([jpeg])`."""

    def __init__(self, place: Place, region: str, name: str | None = None, *, address: str | None = None) -> None:
        """`address` is where the browser is, some 127.x.y.z: limits count by it."""
        self.place = place
        self.region = region
        self.address = address
        self.username = name or f"p{secrets.token_hex(6)}"
        self.email = f"{self.username}@example.org"
        self.causal = CausalStore()
        self.id = ""
        self.origin = f"http://mockstagram.localhost:{place.http_port}"
        self.base = f"http://127.0.0.1:{place.http_port}"
        self._host = self.origin.removeprefix("http://")

    async def __aenter__(self) -> Person:
        self._session = self._open()
        self._cookies = {"region": self.region}
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(local_addr=(self.address, 0)) if self.address else None
        return aiohttp.ClientSession(timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar(), connector=connector)

    async def travel(self, address: str) -> None:
        """The same browser is somewhere else from now on."""
        await self._session.close()
        self.address = address
        self._session = self._open()

    async def call(self, method: str, path: str, *, key: str | None = None, **options: Any) -> Answer:
        """One request to the site as a browser of this region would send it."""
        headers = self.headers() | options.pop("headers", {})
        if key is not None:
            headers["idempotency-key"] = key
        started = time.perf_counter()
        # A browser names no type of a body that is not there.
        if options.get("json") is None and "data" not in options:
            options["skip_auto_headers"] = ["content-type"]
        async with self._session.request(method, self.base + path, headers=headers, **options) as response:
            body = await response.read()
            seconds = time.perf_counter() - started
            for name, morsel in response.cookies.items():
                self._cookies[name] = morsel.value
            self.causal.merge(response.headers.get("x-causal", ""), response.headers.get("x-causal-applied", ""))
            return Answer(response.status, response.headers, body, seconds)

    def headers(self) -> dict[str, str]:
        """What this person's browser sends with every request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {"host": self._host, "origin": self.origin, "sec-fetch-site": "same-origin", "cookie": cookies}
        if token := self.causal.header():
            sent["x-causal"] = token
        return sent

    async def get(self, path: str, **options: Any) -> Answer:
        return await self.call("GET", f"/api/v1{path}", **options)

    async def send(self, method: str, path: str, body: Any = None, *, key: str | None = None) -> Answer:
        """A write, with a fresh idempotency key unless one is given."""
        return await self.call(method, f"/api/v1{path}", json=body, key=key or secrets.token_hex(12))

    async def sign_up(self, *, verified: bool = True) -> Person:
        """Sign up, and confirm the address with the code out of the mailbox."""
        body = {"email": self.email, "username": self.username, "name": self.username.title()}
        body |= {"password": PASSWORD, "birthday": "1990-01-02", "language": "en"}
        answer = await self.send("POST", "/auth/sign-up", body)
        self.id = answer.ok()["viewer"]["id"]
        if verified:
            (await self.send("POST", "/auth/verify-email", {"code": await self.mailed_code()})).ok()
        return self

    async def log_in(self, username: str, **more: str) -> Answer:
        """With everybody's password, in this browser; `more` may hold the code of a second factor."""
        return await self.send("POST", "/auth/log-in", {"identifier": username, "password": PASSWORD, **more})

    async def enrol(self, password: str = PASSWORD) -> tuple[pyotp.TOTP, list[str]]:
        """Switch the second factor on: an app whose next code is unused, and the recovery codes."""
        begun = (await self.send("POST", "/me/second-factor", {"password": password})).ok()
        app = pyotp.TOTP(begun["secret"].replace(" ", ""))
        confirmed = await self.send("POST", "/me/second-factor/confirm", {"code": app.now()})
        return app, confirmed.ok()["codes"]

    async def mailed_code(self, digits: int = 6) -> str:
        """The newest code of so many digits sent to this person."""
        codes = await until(lambda: self.mailed_codes(digits), within=MAIL_S, what=f"a code for {self.email}")
        return str(codes[0])

    async def mailed_codes(self, digits: int) -> list[str]:
        """All codes of so many digits sent to this person, the newest first."""
        host, port = self.place.mailbox
        mailbox = f"http://{host}:{port}/messages"
        codes = []
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            async with session.get(mailbox, params={"to": self.email}) as response:
                messages = (await response.json())["items"]
            # Mails that are sent at the same time come in any order.
            for message in messages:
                async with session.get(f"{mailbox}/{message['id']}") as response:
                    codes += re.findall(rf"\b(\d{{{digits}}})\b", (await response.json())["text"])[:1]
        return codes

    async def upload(self, picture: bytes, *, kind: str = "post", process: Any = None) -> str:
        """Send a picture and wait for its receipt."""
        upload = (await self.send("POST", "/uploads", {"size": len(picture), "kind": kind})).ok()
        state = await self.upload_with(upload, picture, process)
        assert state["state"] == "ready", state
        return str(state["receipt"])

    async def upload_with(self, upload: Any, picture: bytes, process: Any = None) -> Any:
        """Send a picture with a given ticket; answers the upload's last state."""
        headers = {"upload-ticket": upload["ticket"], "tus-resumable": "1.0.0"}
        media = upload["media_id"]
        name = base64.b64encode(b"picture").decode()
        created = await self.call(
            "POST",
            "/upload/files",
            headers={**headers, "upload-length": str(len(picture)), "upload-metadata": f"filename {name}"},
        )
        assert created.status in (200, 201), created
        patch = {**headers, "upload-offset": "0", "content-type": "application/offset+octet-stream"}
        sent = await self.call("PATCH", f"/upload/files/{media}", headers=patch, data=picture)
        assert sent.status == 204, sent
        body = {"crop": None, "rotate": 0, "fit": "letterbox", **(process or {})}
        await self.call("POST", f"/upload/files/{media}/process", headers=headers, json=body)
        for _ in range(60):
            state = (await self.call("GET", f"/upload/files/{media}?wait=5", headers=headers)).ok()
            if state["state"] in ("ready", "failed"):
                return state
        raise AssertionError("the picture was never done")

    async def publish(self, pictures: list[bytes], caption: str = "", *, key: str | None = None) -> Any:
        """Upload pictures and publish them as one post; answers the post."""
        receipts = [await self.upload(picture) for picture in pictures]
        return (await self.publish_receipts(receipts, caption, key=key)).ok()

    async def publish_receipts(self, receipts: list[str], caption: str = "", *, key: str | None = None) -> Answer:
        """Publish pictures that are there already."""
        media = [{"receipt": receipt, "alt": ""} for receipt in receipts]
        return await self.send("POST", "/posts", {"caption": caption, "media": media}, key=key)

    def move(self, region: str) -> None:
        """Be served by another region from now on."""
        self._cookies["region"] = self.region = region

    def forget_position(self) -> None:
        """As if the token had no position: for tests that show what it is for."""
        self.causal.forget_position()

    def forget_events(self) -> None:
        """As if the token had no events."""
        self.causal.forget_events()

    async def home(self) -> Answer:
        return await self.get("/feed/following")

    async def follow(self, other: Person) -> Answer:
        return await self.send("PUT", f"/accounts/{other.id}/follow")

    async def unfollow(self, other: Person) -> Answer:
        return await self.send("DELETE", f"/accounts/{other.id}/follow")

    async def picture(self, url: str) -> Answer:
        """Fetch a signed media URL through the entry."""
        match = re.match(r"^(?:https?:)?//([^/]+)(/.*)$", url)
        assert match, url
        return await self.call("GET", match[2], headers={"host": match[1], "cookie": ""})
