"""S2: nothing of a post reaches anybody who may not see it, on any surface, in either region, at any moment.

Seen to fail with `access` in user/domain/rules.py answering FULL for private accounts, and with `is_visible` in
content/domain/rules.py answering True for everything.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
import pytest_asyncio

from infra.native.system import System
from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse import surfaces
from tests.abuse.cast import suspend
from tests.abuse.surfaces import SURFACES, Scene
from tests.support.person import PASSWORD, Answer, Person
from tests.support.pictures import jpeg
from tests.support.place import Place
from tests.support.processes import host_process

REGIONS = ("ap-northeast", "eu-central")
AUTHOR, ANONYMOUS = "owner", "anonymous"
WATCHERS = ("stranger", "follower", "former", "pending")
SETTLED_S = 0.5
PATHS = Path(__file__).parents[2] / "web" / "shared" / "src" / "paths.ts"

People = Mapping[str, Person]


class Moment(NamedTuple):
    """Something that changes who may see a post, and who may see it from then on."""

    act: Callable[[Scene, People], Awaitable[Answer]]
    allowed: frozenset[str]


async def _nothing(scene: Scene, _: People) -> Answer:
    return await scene.author.get("/session")


async def _go_private(scene: Scene, _: People) -> Answer:
    return await scene.author.send("PATCH", "/me/preferences", {"private": True})


async def _ask(scene: Scene, people: People) -> Answer:
    """Pending is not following."""
    await _go_private(scene, people)
    return await people["pending"].follow(scene.author)


async def _unfollow(scene: Scene, people: People) -> Answer:
    await _go_private(scene, people)
    return await people["former"].unfollow(scene.author)


async def _remove(scene: Scene, people: People) -> Answer:
    await _go_private(scene, people)
    return await scene.author.send("DELETE", f"/followers/{people['former'].id}")


async def _decline(scene: Scene, people: People) -> Answer:
    await _ask(scene, people)
    return await scene.author.send("DELETE", f"/follow-requests/{people['pending'].id}")


async def _accept(scene: Scene, people: People) -> Answer:
    await _ask(scene, people)
    return await scene.author.send("PUT", f"/follow-requests/{people['pending'].id}")


async def _archive(scene: Scene, _: People) -> Answer:
    return await scene.author.send("PUT", f"/posts/{scene.post['code']}/archive")


async def _edit(scene: Scene, _: People) -> Answer:
    """What was said before is public as long as the post is."""
    change = {"caption": "other words", "version": scene.post["version"]}
    return await scene.author.send("PATCH", f"/posts/{scene.post['code']}", change)


async def _edit_and_archive(scene: Scene, people: People) -> Answer:
    (await _edit(scene, people)).ok()
    return await _archive(scene, people)


async def _block(scene: Scene, people: People) -> Answer:
    return await scene.author.send("PUT", f"/accounts/{people['former'].id}/block")


async def _be_blocked(scene: Scene, people: People) -> Answer:
    return await people["stranger"].send("PUT", f"/accounts/{scene.author.id}/block")


async def _unblock(scene: Scene, people: People) -> Answer:
    (await _block(scene, people)).ok()
    return await scene.author.send("DELETE", f"/accounts/{people['former'].id}/block")


async def _delete(scene: Scene, _: People) -> Answer:
    return await scene.author.send("DELETE", f"/posts/{scene.post['code']}")


async def _deactivate(scene: Scene, _: People) -> Answer:
    """The author is nobody from then on."""
    return await scene.author.send("POST", "/me/deactivation", {"password": PASSWORD})


async def _ask_deletion(scene: Scene, _: People) -> Answer:
    return await scene.author.send("POST", "/me/deletion", {"password": PASSWORD})


async def _come_back(scene: Scene, people: People) -> Answer:
    (await _ask_deletion(scene, people)).ok()
    body = {"identifier": scene.author.username, "password": PASSWORD, "reopen": True}
    return await scene.author.send("POST", "/auth/log-in", body)


async def _suspended(scene: Scene, people: People) -> Answer:
    """By hand: the site has no operation for this yet."""
    suspend(scene.system, scene.author)
    return await _nothing(scene, people)


EVERYBODY = frozenset({AUTHOR, ANONYMOUS, *WATCHERS})
FOLLOWERS = frozenset({AUTHOR, "follower", "former"})
MOMENTS: dict[str, Moment] = {
    "public": Moment(_nothing, EVERYBODY),
    "went private": Moment(_go_private, FOLLOWERS),
    "asked to follow": Moment(_ask, FOLLOWERS),
    "unfollowed": Moment(_unfollow, FOLLOWERS - {"former"}),
    "removed": Moment(_remove, FOLLOWERS - {"former"}),
    "declined": Moment(_decline, FOLLOWERS),
    "accepted": Moment(_accept, FOLLOWERS | {"pending"}),
    "archived": Moment(_archive, frozenset({AUTHOR})),
    "edited": Moment(_edit, EVERYBODY),
    "edited and archived": Moment(_edit_and_archive, frozenset({AUTHOR})),
    "blocked by the author": Moment(_block, EVERYBODY - {"former"}),
    "blocked the author": Moment(_be_blocked, EVERYBODY - {"stranger"}),
    "unblocked": Moment(_unblock, EVERYBODY),
    "deleted": Moment(_delete, frozenset()),
    "deactivated": Moment(_deactivate, frozenset()),
    "to be deleted": Moment(_ask_deletion, frozenset()),
    "came back": Moment(_come_back, EVERYBODY),
    "suspended": Moment(_suspended, frozenset({AUTHOR})),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def watchers(system: System) -> AsyncIterator[People]:
    """People who look at everybody's posts, and somebody who is not logged in."""
    async with AsyncExitStack() as stack:
        people = {}
        for number, name in enumerate((ANONYMOUS, *WATCHERS)):
            person = Person(Place.of(system), REGIONS[number % 2])
            people[name] = await stack.enter_async_context(person)
            if name != ANONYMOUS:
                await person.sign_up(verified=False)
        yield people


@pytest_asyncio.fixture(loop_scope="session")
async def scene(system: System, watchers: People) -> AsyncIterator[Scene]:
    """Somebody new with one post, followed by `follower` and `former`."""
    async with Person(Place.of(system), REGIONS[0]) as author:
        await author.sign_up()
        for name in ("follower", "former"):
            (await watchers[name].follow(author)).ok()
        words = [f"canary{secrets.token_hex(8)}" for _ in range(2)]
        receipt = await author.upload(jpeg(400, 400))
        media = [{"receipt": receipt, "alt": words[1]}]
        post = (
            await author.send("POST", "/posts", {"caption": f"{words[0]} #tag{secrets.token_hex(8)}", "media": media})
        ).ok()
        key = post["media"][0]["sources"][0]["jpeg"].split("/")[-2]
        made = Scene(system, author, post, tuple(word.encode() for word in (*words, key)))
        await until(lambda: _shown(watchers["follower"], made, "GET /feed/following"), within=10)
        yield made


async def _shown(person: Person, scene: Scene, surface: str) -> bool:
    return scene.found_in(await SURFACES[surface](person, scene))


@contextmanager
def stopped(system: System, hosts: tuple[str, ...]) -> Iterator[None]:
    """Consumers that hear of nothing meanwhile."""
    processes: list[psutil.Process] = [host_process(system, "worker-us-east", host) for host in hosts]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("hosts", [(), ("recommend", "content", "user")], ids=["consumers run", "consumers stopped"])
@pytest.mark.parametrize("moment", MOMENTS)
async def test_only_who_may(
    system: System, watchers: People, scene: Scene, moment: str, hosts: tuple[str, ...]
) -> None:
    people = {AUTHOR: scene.author, **watchers}
    act, allowed = MOMENTS[moment]
    with stopped(system, hosts):
        (await act(scene, people)).ok()
        settled = time.monotonic() + _longest_round_trip(system) + SETTLED_S
        await until(lambda: time.monotonic() >= settled)
        for region in REGIONS:
            await _look(people, scene, region, allowed)


async def _look(people: People, scene: Scene, region: str, allowed: frozenset[str]) -> None:
    """Every surface for everybody in one region: nothing for who may not, the post itself for who may."""
    for person in people.values():
        person.move(region)
    found = await asyncio.gather(*(_surfaces_showing(person, scene) for person in people.values()))
    shown = dict(zip(people, found, strict=True))
    harmless = set(surfaces.FOR_ANYBODY) if ANONYMOUS in allowed else set()
    leaks = {name: where for name, where in shown.items() if name not in allowed and set(where) - harmless}
    assert not leaks, f"{region}: {leaks}"
    assert all("GET /posts/{code}" in shown[name] for name in allowed), f"{region}: {shown}"
    count("leak matrix", len(people) * len(SURFACES))


async def _surfaces_showing(person: Person, scene: Scene) -> list[str]:
    """Where this person gets something of the post. Nothing may fail on the way."""
    found = []
    for name, surface in SURFACES.items():
        answer = await surface(person, scene)
        assert answer.status < 500, (name, answer)
        if scene.found_in(answer):
            found.append(name)
    return found


def _longest_round_trip(system: System) -> float:
    """Seconds to the primary region and back, from the edge that is farthest."""
    rtt_ms = system.installation.topology.rtt_ms
    return max(rtt_ms[frozenset((region, "us-east"))] for region in REGIONS) / 1000


async def test_every_surface_has_a_row(watchers: People) -> None:
    paths: dict[str, Any] = (await watchers[ANONYMOUS].get("/openapi.json")).ok()["paths"]
    routes = {f"GET {path.removeprefix('/api/v1')}" for path, item in paths.items() if "get" in item}
    assert routes | {"GET /openapi.json", "GET /socket"} == set(surfaces.ROUTES) | surfaces.OF_NOBODY_ELSE
    pages = set(re.findall(r'^\s+\{ name: "(\w+)", pattern', PATHS.read_text(), re.MULTILINE))
    assert pages == set(surfaces.PAGES) | surfaces.BARE_PAGES
