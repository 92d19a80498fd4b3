"""A post published far away is in the follower's home, with its picture, within two one-way times and a second.

A deleted one is gone everywhere, its picture from the caches as well, a second after its events can have arrived.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from infra.native.system import System
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import heic, jpeg, phone_jpeg


async def _shows(follower: Person, post_id: str) -> Any:
    items = (await follower.home()).ok()["items"]
    return next((item for item in items if item["id"] == post_id), None)


@pytest.mark.parametrize(
    ("author_region", "follower_region"), [("ap-northeast", "eu-central"), ("eu-central", "ap-northeast")]
)
async def test_published_there_seen_here(
    system: System, person: PersonFactory, author_region: str, follower_region: str
) -> None:
    alice, bob = await person(author_region), await person(follower_region)
    (await bob.follow(alice)).ok()
    receipts = [await alice.upload(picture) for picture in (jpeg(), heic(), phone_jpeg())]
    post = (await alice.publish_receipts(receipts, "three pictures")).ok()
    published = time.perf_counter()
    item = await until(lambda: _shows(bob, post["id"]), within=5)
    pictures = await asyncio.gather(*(bob.picture(media["sources"][0]["jpeg"]) for media in item["media"]))
    taken = time.perf_counter() - published
    assert [picture.status for picture in pictures] == [200, 200, 200]
    assert taken <= _one_way(system, author_region) + _one_way(system, follower_region) + 1.0
    assert all(b"CanaryCamera" not in picture.body and b"Exif" not in picture.body for picture in pictures)


async def test_deleted_there_gone_here(system: System, person: PersonFactory) -> None:
    alice, bob = await person("ap-northeast"), await person("eu-central")
    (await bob.follow(alice)).ok()
    post = await alice.publish([jpeg()])
    item = await until(lambda: _shows(bob, post["id"]), within=5)
    url = item["media"][0]["sources"][0]["jpeg"]
    own_url = url.replace("/eu-central/", "/ap-northeast/")
    assert [(await bob.picture(url)).status, (await alice.picture(own_url)).status] == [200, 200]
    (await alice.send("DELETE", f"/posts/{post['code']}")).ok()
    deleted = time.perf_counter()
    assert (await alice.get(f"/posts/{post['code']}")).status == 404

    async def gone() -> bool:
        pictures = await asyncio.gather(bob.picture(url), alice.picture(own_url))
        return await _shows(bob, post["id"]) is None and [picture.status for picture in pictures] == [404, 404]

    await until(gone, within=5)
    taken = time.perf_counter() - deleted
    assert (await bob.get(f"/posts/{post['code']}")).status == 404
    assert taken <= _one_way(system, "ap-northeast") + 1.0


def _one_way(system: System, region: str) -> float:
    """Seconds from `region` to the primary one, or back."""
    return system.installation.topology.rtt_ms[frozenset((region, "us-east"))] / 2000
