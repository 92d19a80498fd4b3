"""Requests made from the contract, over HTTP: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from inspect import isawaitable
from itertools import count
from typing import Any, NamedTuple

import pyotp

from kit.contracts import openapi
from kit.testing.fuzz import ABSENT, Scene, fuzz
from kit.testing.plugin import Serve
from kit.testing.service import ServiceUnderTest
from user.api.main import app
from user.domain.model import Following, Purpose
from user.domain.repository import follows
from user.tests.factories import (
    PASSWORD,
    app_code,
    befriend,
    enrol,
    mailed_code,
    person,
    session_request,
    sign_up_request,
    token_hash,
)

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

    async def asked(self) -> int:
        """Somebody who asks to follow alice."""
        asking = await person(self._user, f"asking{next(_numbers)}")
        async with self._user.writing() as writer:
            await follows.set_edge(writer, asking, self.alice, Following.PENDING, datetime.now(UTC))
        return asking

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

    async def leaver(self) -> int:
        """Somebody who can prove who it is."""
        return await person(self._user, f"leaver{next(_numbers)}", password=PASSWORD)

    async def code(self, account: int, purpose: Purpose, device: str = "") -> str:
        return await mailed_code(self._user, account, purpose, device)

    async def newcomer(self, name: str) -> int:
        return await person(self._user, name, password=PASSWORD)

    async def protected(self) -> tuple[int, str]:
        """Somebody new with a second factor, and the code that the app shows now."""
        account = await self.newcomer(f"careful{next(_numbers)}")
        secret, _ = await enrol(self._user, account)
        return account, app_code(secret)

    async def enrolling(self) -> tuple[int, str]:
        """Somebody new who is setting a second factor up, and the code that the app shows now."""
        account = await self.newcomer(f"enrolling{next(_numbers)}")
        begun = await self._user.api.post("/user/second-factor", json={"password": PASSWORD}, viewer=account)
        return account, pyotp.TOTP(begun.json()["secret"].replace(" ", "")).now()

    async def moving_code(self) -> str:
        """A code that alice has asked for."""
        async with self._user.writing() as writer:
            await writer.execute("DELETE FROM attempt")
        await self._user.api.post("/user/email-changes", json=moving(), viewer=self.alice)
        return await self.code(self.alice, Purpose.CHANGE_EMAIL)

    async def reset_code(self) -> str:
        """A code that somebody has asked for on the device of the tests."""
        async with self._user.writing() as writer:
            await writer.execute("DELETE FROM attempt")
        await self._user.api.post("/user/password-resets", json=asking())
        return await self.code(self.bob, Purpose.RESET_PASSWORD, "test-device")


class Special(NamedTuple):
    """What one operation needs that others do not."""

    viewer: int | None = None
    body: Any = None
    account_id: int | None = None


async def _confirming(people: People) -> Special:
    viewer = await people.unverified()
    return Special(viewer=viewer, body={"code": await people.code(viewer, Purpose.VERIFY_EMAIL)})


def asking() -> dict[str, str]:
    """Bob has forgotten his password, each time at another address."""
    return {"identifier": "bob", "address_hash": f"address-of-{next(_numbers):012}"}


async def _resetting(people: People) -> Special:
    return Special(body=asking() | {"code": await people.reset_code(), "new_password": PASSWORD})


async def _begin(people: People) -> Special:
    account = await people.newcomer(f"begins{next(_numbers)}")
    return Special(viewer=account, body={"password": PASSWORD})


async def _enrolling(people: People) -> Special:
    viewer, code = await people.enrolling()
    return Special(viewer=viewer, body={"code": code})


async def _proving(people: People) -> Special:
    viewer, code = await people.protected()
    return Special(viewer=viewer, body={"password": PASSWORD, "code": code})


def moving() -> dict[str, str]:
    """Alice wants another address."""
    return {"password": PASSWORD, "email": f"alice{next(_numbers)}@example.com"}


async def _moving(people: People) -> Special:
    return Special(viewer=people.alice, body={"code": await people.moving_code()})


async def _leaving(people: People) -> Special:
    """Somebody new, for whom there is no way back."""
    return Special(viewer=await people.leaver(), body={"password": PASSWORD})


async def _unverified(people: People) -> Special:
    return Special(viewer=await people.unverified())


async def _asked(people: People) -> Special:
    return Special(account_id=await people.asked())


SPECIAL: dict[str, Callable[[People], Special | Awaitable[Special]]] = {
    "post /user/accounts": lambda _: Special(body=sign_up_request(f"someone{next(_numbers)}")),
    "post /user/sessions": lambda _: Special(
        body={"identifier": "alice", "password": PASSWORD, "session": session_request()}
    ),
    "post /user/email-verifications": _confirming,
    "post /user/email-verifications/resend": _unverified,
    "put /user/follow-requests/{account_id}": _asked,
    "post /user/deactivation": _leaving,
    "post /user/deletion": _leaving,
    "put /user/password": lambda _: Special(body={"current_password": PASSWORD, "new_password": PASSWORD}),
    "post /user/second-factor": _begin,
    "post /user/second-factor/confirm": _enrolling,
    "post /user/second-factor/disable": _proving,
    "post /user/second-factor/recovery-codes": _proving,
    "post /user/email-changes": lambda people: Special(viewer=people.alice, body=moving()),
    "post /user/email-changes/confirm": _moving,
    "post /user/password-resets": lambda _: Special(body=asking()),
    "post /user/password-resets/confirm": _resetting,
    "patch /user/profile": lambda _: Special(
        body={"name": f"Alice {next(_numbers)}", "bio": "\N{WAVING HAND SIGN}", "links": []}
    ),
}


async def _special(people: People, name: str) -> Special:
    if (make := SPECIAL.get(name)) is None:
        return Special()
    found = make(people)
    return await found if isawaitable(found) else found


async def test_nothing_breaks_it(user: ServiceUnderTest, serve: Serve) -> None:
    await serve("user")
    people = People(user)
    await people.arrive()

    async def scene(operation: Any, chance: random.Random) -> Scene:
        special = await _special(people, f"{operation.method} {operation.path}")
        viewer = special.viewer or chance.choice([people.alice] * 4 + [people.private, None])
        session, digest = await people.session()
        ids = [str(people.bob), f"{people.private}:1", "17"]
        named = special.account_id or chance.choice([people.bob, people.bob, people.private])
        made = Scene(values={"username": "bob", "account_id": named}, body=special.body)
        made.values |= {"token_hash": digest, "session_id": session, "cursor": ABSENT, "limit": 3}
        made.values |= {"prefix": "b", "author_id": people.alice, "usernames": "bob,nobody"}
        made.values["ids"] = ids if operation.method == "post" else ",".join(ids)
        made.headers = user.caller(operation, viewer, session if viewer == people.alice else None)
        return made

    report = await fuzz(openapi(app), user.url, scene)
    report.require(well=0.3)
