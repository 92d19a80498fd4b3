"""You always see your own writes: thousands of them, while replicas and consumers lag.

Seen to fail with `forget_position` or `forget_events` after every write: see `test_the_token_is_what_does_it`.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import psycopg
import pytest

from infra.native.system import System
from infra.provision import admin_dsn
from tests.conftest import PersonFactory
from tests.support.person import Answer, Person
from tests.support.pictures import jpeg
from tests.support.processes import host_process

READS = int(os.environ.get("MOCKSTAGRAM_OWN_READS", "10000"))
PAIRS = 10
RECEIPTS = 6


class Diary:
    """What one person did, and whether each read after it showed it: fresh, marked stale, or missed."""

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()
        self.missed: list[str] = []

    def note(self, what: str, answer: Answer, shown: bool) -> None:
        outcome = "fresh" if shown else "stale" if answer.stale else "missed"
        if answer.status in (429, 503, 504):
            outcome = "refused"
        self.reads[outcome] += 1
        if outcome == "missed":
            self.missed.append(f"{what}: {answer}"[:300])


class Actor:
    """Somebody who writes and at once reads it back, in one region."""

    def __init__(
        self, me: Person, friend: Person, friend_post: str, receipts: list[str], forget: Callable[[Person], None]
    ) -> None:
        self.me = me
        self.friend = friend
        self.friend_post = friend_post
        self.receipts = receipts
        self.diary = Diary()
        self._forget = forget

    async def turn(self) -> None:
        """One write and the reads behind it."""
        acts = [
            self.follow_and_look,
            self.unfollow_and_look,
            self.block_and_look,
            self.mute_and_look,
            self.edit_and_look,
        ]
        await random.choice([*acts, self.publish_and_look])()

    async def _wrote(self, answer: Answer) -> bool:
        self._forget(self.me)
        return answer.status < 400

    async def follow_and_look(self) -> None:
        if await self._wrote(await self.me.follow(self.friend)):
            home = await self.me.home()
            self.diary.note("follow → home", home, self._has(home, self.friend_post))
            await self._relation("following")

    async def unfollow_and_look(self) -> None:
        if await self._wrote(await self.me.unfollow(self.friend)):
            home = await self.me.home()
            self.diary.note("unfollow → home", home, home.status == 200 and not self._has(home, self.friend_post))
            await self._relation("none")

    async def block_and_look(self) -> None:
        if await self._wrote(await self.me.send("PUT", f"/accounts/{self.friend.id}/block")):
            home = await self.me.home()
            self.diary.note("block → home", home, home.status == 200 and not self._has(home, self.friend_post))
            blocked = await self.me.get("/blocks")
            self.diary.note("block → list", blocked, self._has(blocked, self.friend.id))
        if await self._wrote(await self.me.send("DELETE", f"/accounts/{self.friend.id}/block")):
            blocked = await self.me.get("/blocks")
            shown = blocked.status == 200 and not self._has(blocked, self.friend.id)
            self.diary.note("unblock → list", blocked, shown)

    async def mute_and_look(self) -> None:
        if await self._wrote(await self.me.send("PUT", f"/accounts/{self.friend.id}/mute")):
            home = await self.me.home()
            self.diary.note("mute → home", home, home.status == 200 and not self._has(home, self.friend_post))
        if await self._wrote(await self.me.send("DELETE", f"/accounts/{self.friend.id}/mute")):
            muted = await self.me.get("/mutes")
            self.diary.note("unmute → list", muted, muted.status == 200 and not self._has(muted, self.friend.id))

    async def _relation(self, expected: str) -> None:
        profile = await self.me.get(f"/accounts/{self.friend.username}")
        shown = profile.status == 200 and profile.json()["relation"]["following"] == expected
        self.diary.note("follow → profile", profile, shown)

    async def edit_and_look(self) -> None:
        bio = secrets.token_hex(6)
        if await self._wrote(await self.me.send("PATCH", "/me/profile", {"bio": bio, "name": bio})):
            profile = await self.me.get(f"/accounts/{self.me.username}")
            self.diary.note("edit → profile", profile, profile.status == 200 and profile.json()["bio"] == bio)
            session = await self.me.get("/session")
            viewer = (session.json().get("viewer") if session.status == 200 else None) or {}
            self.diary.note("edit → session", session, viewer.get("name") == bio)

    async def publish_and_look(self) -> None:
        if not self.receipts:
            await self.edit_and_look()
            return
        published = await self.me.publish_receipts([self.receipts.pop()], "mine")
        if not await self._wrote(published):
            return
        post = published.json()
        for what, path in (("home", "/feed/following"), ("grid", f"/accounts/{self.me.username}/posts")):
            answer = await self.me.get(path)
            self.diary.note(f"publish → {what}", answer, self._has(answer, post["id"]))
        permalink = await self.me.get(f"/posts/{post['code']}")
        self.diary.note("publish → permalink", permalink, permalink.status == 200)

    @staticmethod
    def _has(answer: Answer, post_id: str) -> bool:
        return answer.status == 200 and any(item["id"] == post_id for item in answer.json()["items"])


async def _actors(person: PersonFactory, forget: Callable[[Person], None], pairs: int) -> list[Actor]:
    actors = []
    for number in range(pairs):
        region = ("ap-northeast", "eu-central")[number % 2]
        me, friend = await person(region), await person(region)
        post = await friend.publish([jpeg(400, 400)])
        receipts = [await me.upload(jpeg(400, 400)) for _ in range(RECEIPTS)]
        actors.append(Actor(me, friend, post["id"], receipts, forget))
    return actors


async def _run(actors: list[Actor], reads: int) -> Counter[str]:
    async def live(actor: Actor) -> None:
        while actor.diary.reads.total() < reads / len(actors):
            await actor.turn()

    await asyncio.gather(*(live(actor) for actor in actors))
    return sum((actor.diary.reads for actor in actors), Counter())


@asynccontextmanager
async def trouble(system: System) -> AsyncIterator[None]:
    """Replicas that pause replay and a consumer that stops for two seconds, again and again."""
    stop = asyncio.Event()
    task = asyncio.create_task(_make_trouble(system, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _make_trouble(system: System, stop: asyncio.Event) -> None:
    while not stop.is_set():
        for act in (_pause_replay, _pause_consumer):
            await act(system)
            await _rest(stop, 3)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _pause_replay(system: System) -> None:
    topology, secrets_ = system.installation.topology, system.installation.secrets
    for edge in topology.edges:
        dsn = admin_dsn(topology, secrets_, region=edge.name)
        async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
            await connection.execute("SELECT pg_wal_replay_pause()")
            await connection.execute("SELECT pg_sleep(0.5)")
            await connection.execute("SELECT pg_wal_replay_resume()")


async def _pause_consumer(system: System) -> None:
    process = host_process(system, "worker-us-east", "recommend")
    process.send_signal(signal.SIGSTOP)
    try:
        await _rest(asyncio.Event(), 2)
    finally:
        process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("reads", [READS])
async def test_own_writes_always_show(system: System, person: PersonFactory, reads: int) -> None:
    actors = await _actors(person, lambda _: None, PAIRS)
    async with trouble(system):
        counted = await _run(actors, reads)
    print(f"own reads: {dict(counted)}")
    assert counted["missed"] == 0, [line for actor in actors for line in actor.diary.missed][:5]
    assert counted["fresh"] > 0.6 * counted.total()


@pytest.mark.parametrize("forget", [Person.forget_position, Person.forget_events], ids=["position", "events"])
async def test_the_token_is_what_does_it(
    system: System, person: PersonFactory, forget: Callable[[Person], None]
) -> None:
    """The same without the position, or without the events, misses own writes: the guard is real."""
    actors = await _actors(person, forget, 2)
    async with trouble(system):
        counted = await _run(actors, 400)
    assert counted["missed"] > 0
