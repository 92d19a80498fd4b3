"""A public, a private and a deactivated account, and everybody who stands to them in some way: for the matrix of the BFF."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any, NamedTuple

import aiohttp
import psycopg

from infra.native.system import System
from infra.provision import admin_dsn
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, TIMEOUT, Answer, Person
from tests.support.pictures import jpeg

REGION = "ap-northeast"
SUBJECTS = ("public", "private", "archived", "deleted", "deactivated", "absent")
RELATED = ("pending", "follower", "ex_follower", "followed", "asked", "blocked", "blocker")
MEMBERS = ("stranger", *RELATED, "suspended")
# The one who may do most comes last: what he deletes is gone for the others.
ACTORS = ("anonymous", "revoked", *MEMBERS, "owner")


def tag_of(canary: str) -> str:
    """The tag that only this one's post has; it is not the canary, since whoever asks for a tag is told its name."""
    return "tag" + canary.removeprefix("canary-")[::-1]


def said(canary: str) -> str:
    """What the post says at last."""
    return f"{canary} #{tag_of(canary)}"


class Subject(NamedTuple):
    """What ids may name, with the words that only its post has."""

    owner: Person
    values: dict[str, str]
    canary: str


class Cast:
    """Who asks, and what they ask about. `await Cast.gather(…)`."""

    def __init__(self, system: System, members: dict[str, Person], subjects: dict[str, Subject]) -> None:
        self._system = system
        self.members = members
        self.subjects = subjects
        self.anonymous: dict[str, str] = {}
        self.revoked: dict[str, str] = {}

    @classmethod
    async def gather(cls, system: System, person: PersonFactory) -> Cast:
        """Everybody, in the relations that their names say, in the region of the test."""
        public, private, closed = await asyncio.gather(person(REGION), person(REGION), person(REGION))
        people = await asyncio.gather(*(person(REGION, verified=False) for _ in range(len(MEMBERS) + 1)))
        members = dict(zip(MEMBERS, people[:-1], strict=True))
        cast = cls(system, members, {})
        owners = {"public": public, "private": private, "archived": public, "deleted": public, "deactivated": closed}
        for name, owner in owners.items():
            cast.subjects[name] = await cast._subject(name, owner)
        nowhere = {
            "username": "nobody.here",
            "id": "17",
            "code": "17",
            "session": "17",
            "tag": "nowhere",
        }
        cast.subjects["absent"] = Subject(public, nowhere, "nothing")
        (await public.send("DELETE", f"/posts/{cast.subjects['deleted'].values['code']}")).ok()
        (await public.send("PUT", f"/posts/{cast.subjects['archived'].values['code']}/archive")).ok()
        await cast._relate(public, private, closed)
        await until(cast._is_tagged, what="the public tag is counted")
        await cast._close(closed)
        cast.anonymous = _without_session(public)
        cast.revoked = people[-1].headers()
        (await people[-1].send("POST", "/auth/log-out")).ok()
        return cast

    async def _subject(self, name: str, owner: Person) -> Subject:
        canary = f"canary-{secrets.token_hex(8)}"
        post = await owner.publish([jpeg(64, 64)], f"{canary} as it was")
        (await owner.send("PATCH", f"/posts/{post['code']}", {"version": 1, "caption": said(canary)})).ok()
        async with Person(owner.place, owner.region) as elsewhere:
            (await elsewhere.send("POST", "/auth/log-in", {"identifier": owner.username, "password": PASSWORD})).ok()
        session = await until(lambda: self._other_session(owner), what="the log-in elsewhere is known here too")
        values = {
            "username": owner.username,
            "id": owner.id,
            "code": post["code"],
            "session": session,
            "tag": tag_of(canary),
        }
        return Subject(owner, values, canary)

    async def _is_tagged(self) -> bool:
        tag = self.subjects["public"].values["tag"]
        return bool((await self.members["stranger"].get(f"/hashtags?prefix={tag}")).ok()["items"])

    async def _relate(self, public: Person, private: Person, closed: Person) -> None:
        """The private account goes private when it has its followers, so that who asks later has to wait."""
        asked = self.members["asked"]
        await self._go_private(asked)
        for owner in (public, private, closed):
            for name in ("follower", "ex_follower", "suspended", "blocked", "blocker"):
                (await self.members[name].follow(owner)).ok()
            (await self.members["ex_follower"].unfollow(owner)).ok()
            (await owner.follow(self.members["followed"])).ok()
            (await owner.follow(asked)).ok()
            (await owner.send("PUT", f"/accounts/{self.members['blocked'].id}/block")).ok()
            (await self.members["blocker"].send("PUT", f"/accounts/{owner.id}/block")).ok()
        await self._go_private(private)
        (await self.members["pending"].follow(private)).ok()
        suspend(self._system, self.members["suspended"])

    async def _other_session(self, owner: Person) -> str:
        found = (await owner.get("/sessions")).ok()["items"]
        return next((str(one["id"]) for one in found if not one["current"]), "")

    async def _close(self, owner: Person) -> None:
        (await owner.send("POST", "/me/deactivation", {"password": PASSWORD})).ok()
        await until(lambda: self._is_gone(owner), what="the account is gone here too")

    async def _is_gone(self, owner: Person) -> bool:
        return (await self.members["stranger"].get(f"/accounts/{owner.username}")).status == 404

    async def _go_private(self, owner: Person) -> None:
        (await owner.send("PATCH", "/me/preferences", {"private": True})).ok()
        await until(lambda: self._is_private(owner), what="the account is private here too")

    async def _is_private(self, owner: Person) -> bool:
        return bool((await self.members["stranger"].get(f"/accounts/{owner.username}")).ok()["private"])

    def headers(self, subject: str, actor: str) -> dict[str, str]:
        """What the actor's browser sends."""
        if actor in ("anonymous", "revoked"):
            return self.anonymous if actor == "anonymous" else self.revoked
        who = self.subjects[subject].owner if actor == "owner" else self.members[actor]
        return who.headers()


def suspend(system: System, who: Person) -> None:
    """The site has no operation for this yet."""
    dsn = admin_dsn(system.installation.topology, system.installation.secrets, "user")
    with psycopg.connect(dsn) as connection:
        connection.execute(f"UPDATE account SET state = 'suspended', version = version + 1 WHERE id = {who.id}")


def _without_session(person: Person) -> dict[str, str]:
    return person.headers() | {"cookie": f"region={person.region}"}


async def ask(session: aiohttp.ClientSession, url: str, method: str, headers: dict[str, str], body: Any) -> Answer:
    """One request whose cookies nobody keeps."""
    options: dict[str, Any] = {"json": body} if body is not None else {"skip_auto_headers": ["content-type"]}
    async with session.request(method, url, headers=headers, allow_redirects=False, **options) as response:
        return Answer(response.status, response.headers, await response.read(), 0.0)


def browser() -> aiohttp.ClientSession:
    """Keeps no cookies."""
    return aiohttp.ClientSession(timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())
