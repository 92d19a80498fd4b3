"""Requests made from the BFF's own contract, through the entry as a browser sends them: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
import secrets
from typing import Any

import pyotp

from infra.native.system import System
from kit.testing.fuzz import ABSENT, Scene, fuzz
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Person
from tests.support.pictures import jpeg
from tests.support.place import Place

REGION = "ap-northeast"
PICTURE = jpeg(64, 64)
# These end or change the session of whoever does them, so somebody else does them each time.
ONCE = (
    "logOut",
    "deleteSession",
    "deleteOtherSessions",
    "verifyEmail",
    "resendVerification",
    "changePassword",
    "resetPassword",
    "requestEmailChange",
    "confirmEmailChange",
    "beginSecondFactor",
    "confirmSecondFactor",
    "disableSecondFactor",
    "renewRecoveryCodes",
    "deactivateAccount",
    "requestDeletion",
)


class Cast:
    """Who asks, and what they may name."""

    def __init__(self, person: PersonFactory, alice: Person, bob: Person, nobody: Person) -> None:
        self._person = person
        self.alice = alice
        self.bob = bob
        self.nobody = nobody

    async def scene(self, operation: Any, chance: random.Random) -> Scene:
        name = operation.definition.raw["operationId"]
        who = self.nobody if chance.random() < 0.15 else self.alice
        made = Scene(
            values={
                "username": self.bob.username,
                "id": self.bob.id,
                "cursor": ABSENT,
                "limit": 3,
                "tag": "바다",
                "prefix": "b",
            }
        )
        if name in ONCE and who is not self.nobody:
            who = await self._person(REGION, verified=False)
        self._open(name, made)
        if who is not self.nobody:
            await self._own(name, who, made)
            await self._guarded(name, who, made)
            await self._protected(name, who, made)
        made.headers = who.headers()
        return made

    def _open(self, name: str, made: Scene) -> None:
        """What anybody may do or see."""
        new = f"f{secrets.token_hex(6)}"
        match name:
            case "signUp":
                made.body = {"email": f"{new}@example.org", "username": new, "name": "", "password": PASSWORD}
                made.body |= {"birthday": "1990-01-02", "language": "ko"}
            case "logIn":
                made.body = {"identifier": self.bob.username, "password": PASSWORD}
            case "editProfile":
                made.body = {"name": f"Alice {new}", "bio": "\N{WAVING HAND SIGN}"}
            case "readPost" | "listRevisions":
                made.values["code"] = self.post
            case "requestPasswordReset":
                made.body = {"identifier": self.bob.username}
            case "switchRegion":
                made.values["region"] = "eu-central"
            case "createUpload":
                made.body = {"size": len(PICTURE), "kind": "post"}

    async def _own(self, name: str, who: Person, made: Scene) -> None:
        """What takes somebody's own things."""
        match name:
            case "verifyEmail":
                made.body = {"code": await who.mailed_code()}
            case "deleteSession":
                made.values["id"] = (await who.get("/sessions")).ok()["items"][0]["id"]
            case "acceptRequest":
                (await who.send("PATCH", "/me/preferences", {"private": True})).ok()
                asking = await self._person(REGION, verified=False)
                (await asking.follow(who)).ok()
                made.values["id"] = asking.id
            case "createPost":
                made.body = {"caption": "\N{SAILBOAT}", "media": [{"receipt": await who.upload(PICTURE), "alt": ""}]}
            case "editPost":
                made.values["code"] = (await who.publish([PICTURE]))["code"]
                made.body = {"version": 1, "caption": "\N{SAILBOAT} again"}
            case "deletePost" | "archivePost" | "unarchivePost" | "pinPost" | "unpinPost":
                made.values["code"] = (await who.publish([PICTURE]))["code"]

    async def _guarded(self, name: str, who: Person, made: Scene) -> None:
        """What takes somebody's password or a code."""
        match name:
            case "requestEmailChange":
                made.body = {"password": PASSWORD, "email": f"{secrets.token_hex(6)}@example.org"}
            case "confirmEmailChange":
                who.email = f"{secrets.token_hex(6)}@example.org"
                (await who.send("POST", "/me/email", {"password": PASSWORD, "email": who.email})).ok()
                made.body = {"code": await who.mailed_code()}
            case "deactivateAccount" | "requestDeletion":
                made.body = {"password": PASSWORD}
            case "changePassword":
                made.body = {"current_password": PASSWORD, "new_password": f"{PASSWORD} again"}
            case "resetPassword":
                (await who.send("POST", "/auth/password-reset", {"identifier": who.username})).ok()
                made.body = {"identifier": who.username, "code": await who.mailed_code(8), "new_password": PASSWORD}

    async def _protected(self, name: str, who: Person, made: Scene) -> None:
        """What takes a second factor."""
        match name:
            case "beginSecondFactor":
                made.body = {"password": PASSWORD}
            case "confirmSecondFactor":
                begun = (await who.send("POST", "/me/second-factor", {"password": PASSWORD})).ok()
                made.body = {"code": pyotp.TOTP(begun["secret"].replace(" ", "")).now()}
            case "disableSecondFactor" | "renewRecoveryCodes":
                _, codes = await who.enrol()
                made.body = {"password": PASSWORD, "code": codes[0]}

    async def arrive(self) -> None:
        """Relations and things for everybody to find."""
        self.post = (await self.bob.publish([PICTURE]))["code"]
        (await self.alice.follow(self.bob)).ok()
        (await self.bob.follow(self.alice)).ok()


async def test_nothing_breaks_the_bff(system: System, person: PersonFactory) -> None:
    async with Person(Place.of(system), REGION) as nobody:
        cast = Cast(person, await person(REGION), await person(REGION), nobody)
        await cast.arrive()
        contract = (await nobody.get("/openapi.json")).ok()
        report = await fuzz(contract, nobody.base, cast.scene)
    report.require(well=0.3)
