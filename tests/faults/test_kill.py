"""SIGKILL of each kind of process while writers run: nothing acknowledged is lost, healthy again within ten seconds."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from infra.native.system import System
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg
from tests.support.processes import host_process, program_process

ROUNDS = int(os.environ.get("MOCKSTAGRAM_FAULT_ROUNDS", "1"))
HEALTHY_S = 10
NO_ANSWER = (TimeoutError, OSError, aiohttp.ClientError)
PROGRAMS = [
    "postgres-us-east", "postgres-ap-northeast", "nats-us-east", "valkey-ap-northeast", "objects-ap-northeast", "objects-us-east",
    "relay", "maintain", "bff-ap-northeast", "nginx-entry", "nginx-ap-northeast", "nginx-us-east",
    "api-us-east", "api-ap-northeast", "worker-us-east",
]  # fmt: skip
HOSTS = [("api-us-east", "user"), ("api-us-east", "content"), ("api-ap-northeast", "recommend"),
         ("api-ap-northeast", "media-server"), ("worker-us-east", "content"), ("worker-us-east", "recommend")]  # fmt: skip


class Ledger:
    """Acknowledged writes of one person: the newest bio, and whom they follow."""

    def __init__(self, me: Person, others: list[Person]) -> None:
        self.me = me
        self.others = others
        self.bio = ""
        self.unsure: set[str] = set()
        self.following: set[str] = set()
        self.errors: list[str] = []
        self.writes = 0

    async def write(self) -> None:
        """One edit and one follow; whatever is not acknowledged is repeated with the same key until it is."""
        bio = secrets.token_hex(6)
        await self._until_acknowledged("PATCH", "/me/profile", {"bio": bio})
        self.bio = bio
        other = self.others[self.writes % len(self.others)]
        await self._until_acknowledged("PUT", f"/accounts/{other.id}/follow")
        self.following.add(other.username)
        self.writes += 1

    async def _until_acknowledged(self, method: str, path: str, body: object = None) -> None:
        key = secrets.token_hex(12)
        while True:
            try:
                answer = await self.me.send(method, path, body, key=key)
            except NO_ANSWER:
                continue
            if answer.status < 400:
                return
            if answer.status not in (409, 429, 502, 503, 504):
                self.errors.append(str(answer))
                return

    async def settled(self) -> bool:
        """Whether everything acknowledged is there."""
        profile = await self.me.get(f"/accounts/{self.me.username}")
        following = await self.me.get(f"/accounts/{self.me.username}/following")
        if profile.status != 200 or following.status != 200:
            return False
        names = {item["username"] for item in following.json()["items"]}
        return profile.json()["bio"] == self.bio and names == self.following


@asynccontextmanager
async def writing(ledger: Ledger) -> AsyncIterator[None]:
    """A writer that never pauses, until the block ends."""
    going = True

    async def write() -> None:
        while going:
            await ledger.write()

    task = asyncio.create_task(write())
    try:
        yield
    finally:
        going = False
        await asyncio.wait_for(task, 30)


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("victim", [*PROGRAMS, *(f"{parent}/{host}" for parent, host in HOSTS)])
async def test_killed(system: System, person: PersonFactory, victim: str, round_: int) -> None:
    me = await person("ap-northeast")
    others = [await person("eu-central") for _ in range(2)]
    (await others[0].follow(me)).ok()
    ledger = Ledger(me, others)
    async with writing(ledger):
        await until(lambda: _wrote(ledger, 2), within=15)
        parent, _, host = victim.partition("/")
        process = host_process(system, parent, host) if host else program_process(system, parent)
        process.kill()
        killed = time.monotonic()
        before = ledger.writes
        await until(
            lambda: _wrote(ledger, before + 2), within=HEALTHY_S, what=f"writes go on after {victim} was killed"
        )
        end = killed + HEALTHY_S
        post = await until(lambda: _published(me), within=end - time.monotonic(), what="a picture goes through")
        await until(lambda: _seen(others[0], post), within=end - time.monotonic(), what="a follower sees it")
    await until(ledger.settled, within=HEALTHY_S)
    assert not ledger.errors


async def _wrote(ledger: Ledger, wanted: int) -> bool:
    return ledger.writes >= wanted


async def _published(person: Person) -> Any:
    """Upload, publish and see one picture; the post, or None when a step did not go through."""
    try:
        post = await person.publish([jpeg(400, 400)])
        shown = (await person.get(f"/posts/{post['code']}")).ok()
        picture = await person.picture(shown["media"][0]["sources"][0]["jpeg"])
    except (AssertionError, *NO_ANSWER):
        return None
    return post if picture.status == 200 else None


async def _seen(follower: Person, post: Any) -> bool:
    """Whether the events of a post have come all the way to a follower in another region."""
    try:
        home = await follower.home()
    except NO_ANSWER:
        return False
    return home.status == 200 and any(item["id"] == post["id"] for item in home.json()["items"])
