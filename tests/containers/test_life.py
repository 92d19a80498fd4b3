"""The system in containers from the outside: a person's way in a browser, what a restart keeps, and what a crash costs."""

from __future__ import annotations

import time

import aiohttp
import pytest

from demo.catalogue import load_world
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.journeys.__main__ import run
from tests.support.containers import Containers
from tests.support.person import PASSWORD, Person
from tests.support.pictures import jpeg

KINDS = [
    "relay", "entry", "us-east-postgres", "us-east-nats", "us-east-mail", "us-east-maintain", "us-east-worker",
    "us-east-sender", "us-east-nginx", "ap-northeast-postgres", "ap-northeast-valkey", "ap-northeast-objects",
    "ap-northeast-api", "ap-northeast-bff", "ap-northeast-nginx",
]  # fmt: skip
BACK_S, HEALTHY_S = 10, 30


def test_in_a_browser(containers: Containers) -> None:
    """Signed up and published in Seoul, seen in Frankfurt, deleted."""
    assert run(containers.place, ["world.spec.ts"]) == 0


async def test_what_people_did_is_there_after_a_stop_and_a_start(containers: Containers, person: PersonFactory) -> None:
    alice = await person("ap-northeast")
    post = await alice.publish([jpeg()], "kept")
    stranger = Containers("compose-nobody")
    before = {name: each["Id"] for name, each in containers.inspect().items()}
    stranger.script("down.sh", "--purge")
    assert {name: each["Id"] for name, each in containers.inspect().items()} == before
    containers.script("down.sh")
    assert not containers.inspect()
    containers.up()
    async with Person(containers.place, "eu-central", alice.username) as again:
        (await again.send("POST", "/auth/log-in", {"identifier": alice.username, "password": PASSWORD})).ok()
        [found] = (await again.get(f"/accounts/{alice.username}/posts")).ok()["items"]
        assert found["id"] == post["id"]
        assert (await again.picture(post["media"][0]["sources"][0]["jpeg"])).status == 200


async def test_the_demo_world_is_loaded_once(containers: Containers) -> None:
    world = load_world()
    found = f"{len(world.people)} accounts and {len(world.posts)} posts"
    assert f"{found} are there (" in containers.script("compose.sh", "run", "--rm", "-T", "demo")
    assert f"{found} were there already (" in containers.script("compose.sh", "run", "--rm", "-T", "demo")
    async with Person(containers.place, "eu-central", "alice") as alice:
        (await alice.send("POST", "/auth/log-in", {"identifier": "alice", "password": world.password})).ok()
        post, *_ = (await alice.home()).ok()["items"]
        assert (await alice.picture(post["media"][0]["sources"][0]["jpeg"])).status == 200


@pytest.mark.parametrize("kind", KINDS)
async def test_a_killed_container_comes_back(containers: Containers, kind: str) -> None:
    """Afterwards people sign up, get their mail, publish and see it from the other edge."""
    before = containers.inspect()[kind]["RestartCount"]
    containers.kill(kind)
    began = time.monotonic()

    async def back() -> bool:
        each = containers.inspect()[kind]
        return bool(each["RestartCount"] > before and each["State"]["Running"])

    await until(back, within=BACK_S, what=f"{kind} runs again")
    returned = time.monotonic() - began
    await until(lambda: _works(containers), within=HEALTHY_S, what=f"everything works without {kind}")
    print(f"{kind}: runs after {returned:.1f} s, all works after {time.monotonic() - began:.1f} s")


async def _works(containers: Containers) -> bool:
    async with Person(containers.place, "ap-northeast") as alice, Person(containers.place, "eu-central") as bob:
        try:
            await alice.sign_up()
            await bob.sign_up()
            post = await alice.publish([jpeg(400, 400)])
            (await bob.follow(alice)).ok()
            home = await bob.home()
            picture = await bob.picture(post["media"][0]["sources"][0]["jpeg"])
        except (AssertionError, OSError, TimeoutError, aiohttp.ClientError):
            return False
        return picture.status == 200 and post["id"] in [item["id"] for item in home.ok()["items"]]
