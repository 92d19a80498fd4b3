"""Requests made from the contract, over HTTP: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
import secrets
from itertools import count
from typing import Any

from kit.contracts import openapi
from kit.testing.fuzz import ABSENT, Scene, fuzz
from kit.testing.plugin import Serve
from kit.testing.service import ServiceUnderTest
from user.api.main import app
from user.domain.codes import verification_code
from user.domain.repository import verifications
from user.tests.factories import PASSWORD, befriend, person, session_request, sign_up_request, token_hash

_numbers = count(1)


class People:
    """Who asks, and what they may name."""

    def __init__(self, user: ServiceUnderTest) -> None:
        self._user = user
        self.alice = self.bob = self.private = 0

    async def arrive(self) -> None:
        self.alice = await person(self._user, "alice", password=PASSWORD)
        self.bob = await person(self._user, "bob")
        self.private = await person(self._user, "carol", private=True)
        await befriend(self._user, self.alice, self.bob)
        await befriend(self._user, self.bob, self.alice)

    async def session(self) -> tuple[int, str]:
        """A new session of alice's, and its token's hash."""
        digest, number = token_hash(), secrets.randbits(62)
        async with self._user.writing() as writer:
            await writer.execute(
                "INSERT INTO session VALUES ($1, $2, $3, 'd', 'a', 'Firefox', 'ap-northeast', now(), now(), NULL)",
                number, self.alice, bytes.fromhex(digest),
            )  # fmt: skip
        return number, digest

    async def unverified(self) -> int:
        """Somebody who has just signed up and not entered the code."""
        request = sign_up_request(f"new{next(_numbers)}")
        answer = await self._user.api.post("/user/accounts", json=request)
        return int(answer.json()["viewer"]["id"])

    async def code(self, account: int) -> str:
        verification = await verifications.get_latest(self._user.reader, account)
        assert verification is not None
        return verification_code(self._user.runtime.own.issuer_key, verification)


async def test_nothing_breaks_it(user: ServiceUnderTest, serve: Serve) -> None:
    await serve("user")
    people = People(user)
    await people.arrive()

    async def scene(operation: Any, chance: random.Random) -> Scene:
        viewer: int | None = chance.choice([people.alice] * 4 + [people.private, None])
        session, digest = await people.session()
        ids = [str(people.bob), f"{people.private}:1", "17"]
        made = Scene(values={"username": "bob", "account_id": chance.choice([people.bob, people.bob, people.private])})
        made.values |= {"token_hash": digest, "session_id": session, "cursor": ABSENT, "limit": 3}
        made.values["ids"] = ids if operation.method == "post" else ",".join(ids)
        match f"{operation.method} {operation.path}":
            case "post /user/accounts":
                made.body = sign_up_request(f"someone{next(_numbers)}")
            case "post /user/sessions":
                made.body = {"identifier": "alice", "password": PASSWORD, "session": session_request()}
            case "post /user/email-verifications":
                viewer = await people.unverified()
                made.body = {"code": await people.code(viewer)}
            case "post /user/email-verifications/resend":
                viewer = await people.unverified()
            case "put /user/password":
                made.body = {"current_password": PASSWORD, "new_password": PASSWORD}
            case "patch /user/profile":
                made.body = {"name": f"Alice {next(_numbers)}", "bio": "\N{WAVING HAND SIGN}", "links": []}
        made.headers = user.caller(operation, viewer, session if viewer == people.alice else None)
        return made

    report = await fuzz(openapi(app), user.url, scene)
    report.require(well=0.3)
