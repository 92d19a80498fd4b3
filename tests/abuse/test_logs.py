"""Logs hold no secret and nothing that people write: looked for in the logs of every process after a life with both."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from infra.native.system import System
from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse.cast import REGION
from tests.abuse.test_forgery import cookie
from tests.support.person import Person
from tests.support.pictures import jpeg
from tests.support.place import Place

JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")
SECRETS = ("bff-ap-northeast", "media-ap-northeast", "svc:user", "svc:content")


def canary(what: str) -> str:
    return f"canary-{what}-{secrets.token_hex(8)}"


PASSWORD_NOW = canary("first-password")


class Life:
    """A person who does what can be done, rightly and wrongly, and remembers what nobody else may know."""

    def __init__(self, alice: Person) -> None:
        self.alice = alice
        self.secrets: dict[str, str] = {}

    def keep(self, what: str, value: str) -> str:
        self.secrets[what] = value
        return value

    async def live(self) -> None:
        self.keep("the e-mail address", self.alice.email)
        self._cookies("first")
        await self._write()
        await self._fail()
        await self._change_password()
        self._cookies("second")
        await self._protect()
        (await self.alice.send("POST", "/auth/log-out")).ok()

    def _cookies(self, when: str) -> None:
        token = self.keep(f"the {when} session's cookie", cookie(self.alice, "session"))
        self.keep(f"the {when} session's hash", hashlib.sha256(token.encode()).hexdigest())
        self.keep(f"the {when} device", cookie(self.alice, "device"))

    async def _write(self) -> None:
        alice, kept = self.alice, self.keep
        profile = {"name": kept("name", canary("name")), "bio": kept("bio", canary("bio"))}
        profile["pronouns"] = kept("pronouns", secrets.token_hex(8))
        link = {"url": f"https://example.org/{kept('link', canary('link'))}", "title": ""}
        (await alice.send("PATCH", "/me/profile", profile | {"links": [link]})).ok()
        upload = (await alice.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok()
        kept("ticket", upload["ticket"].partition(".")[2])
        receipt = await alice.upload(jpeg(64, 64))
        kept("receipt", receipt.rpartition(".")[2])
        media = [{"receipt": receipt, "alt": kept("description", canary("alt"))}]
        body = {"caption": kept("caption", canary("caption")), "media": media}
        post = (await alice.send("POST", "/posts", body)).ok()
        edit = {"version": 1, "caption": kept("edited caption", canary("edited"))}
        (await alice.send("PATCH", f"/posts/{post['code']}", edit)).ok()

    async def _fail(self) -> None:
        """Refusals and malformed requests are where a careless log would show what came in."""
        alice, kept = self.alice, self.keep
        wrong = {"identifier": alice.username, "password": kept("wrong password", canary("wrong"))}
        assert (await alice.send("POST", "/auth/log-in", wrong)).status == 401
        odd = {"identifier": alice.username, "password": {"no text": kept("malformed password", canary("odd"))}}
        assert (await alice.send("POST", "/auth/log-in", odd)).status == 422
        broken = f'{{"password": "{kept("broken body", canary("broken"))}'.encode()
        headers = {"content-type": "application/json"}
        assert (await alice.call("POST", "/api/v1/auth/log-in", data=broken, headers=headers)).status == 422
        body = {"caption": kept("refused caption", canary("refused")), "media": [{"receipt": "none", "alt": ""}]}
        assert (await alice.send("POST", "/posts", body)).status == 400
        bad = {"upload-ticket": kept("made up ticket", canary("ticket")), "tus-resumable": "1.0.0"}
        assert (await alice.call("POST", "/upload/files", headers=bad)).status == 403
        made_up = {"cookie": f"region={REGION}; session={kept('made up cookie', secrets.token_urlsafe(32))}"}
        assert (await alice.call("GET", "/api/v1/session", headers=alice.headers() | made_up)).status == 200
        await alice.call("GET", f"/nobody?token={kept('a query', canary('query'))}")

    async def _change_password(self) -> None:
        body = {"identifier": self.alice.username, "password": self.keep("the password", PASSWORD_NOW)}
        (await self.alice.send("POST", "/auth/log-in", body)).ok()
        change = {"current_password": PASSWORD_NOW, "new_password": self.keep("the new password", canary("password"))}
        (await self.alice.send("PUT", "/me/password", change)).ok()

    async def _protect(self) -> None:
        password = self.secrets["the new password"]
        app, codes = await self.alice.enrol(password)
        self.keep("the secret of the app", app.secret)
        for number, code in enumerate(codes):
            self.keep(f"recovery code {number}", code)
        wrong = {
            "identifier": self.alice.username,
            "password": password,
            "code": self.keep("wrong code", "abcde-fghij"),
        }
        assert (await self.alice.send("POST", "/auth/log-in", wrong)).status == 400
        (await self.alice.send("POST", "/auth/log-in", wrong | {"code": codes[0]})).ok()
        (await self.alice.send("POST", "/me/second-factor/disable", {"password": password, "code": codes[1]})).ok()


def forms(value: str) -> Iterator[bytes]:
    """How a text may stand in a log."""
    yield value.encode()
    yield value.encode().hex().encode()
    yield base64.b64encode(value.encode()).rstrip(b"=")


def logs(system: System) -> list[Path]:
    return sorted(path for path in (system.state / "log").iterdir() if path.is_file())


async def test_no_log_says_what_nobody_may_know(system: System) -> None:
    """Seen to fail with the body of a refused request in a log line of the BFF."""
    async with Person(Place.of(system), REGION) as alice:
        body = {"email": alice.email, "username": alice.username, "name": "", "password": PASSWORD_NOW}
        (await alice.send("POST", "/auth/sign-up", body | {"birthday": "1990-01-02", "language": "en"})).ok()
        life = Life(alice)
        code = life.keep("the mailed code", await alice.mailed_code())
        (await alice.send("POST", "/auth/verify-email", {"code": code})).ok()
        await life.live()
        await until(lambda: _said(system, b"PATCH /api/v1/posts"), what="the BFF has said what was asked")
        found = await asyncio.to_thread(_search, system, life.secrets)
    assert not found, found
    count("secrets and texts looked for in logs", len(life.secrets))
    count("log files searched", len(logs(system)))


def _said(system: System, text: bytes) -> bool:
    return text in (system.state / "log" / f"bff-{REGION}.log").read_bytes()


def _search(system: System, wanted: dict[str, str]) -> list[str]:
    keys = {f"the key of {name}": system.installation.secrets.private_key(name) for name in SECRETS}
    found = []
    for path in logs(system):
        content = path.read_bytes()
        found += [f"{path.name}: a token" for _ in JWT.findall(content)]
        for what, value in (wanted | keys).items():
            # Six digits stand in many numbers: alone they are a code.
            alone = rb"(?<![0-9a-f.:])" + value.encode() + rb"(?![0-9a-f])"
            if re.search(alone, content) if value.isdigit() else any(form in content for form in forms(value)):
                found.append(f"{path.name}: {what}")
    return found
