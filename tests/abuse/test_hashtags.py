"""Tags that only private posts have are told to nobody, also while nothing reaches content's consumers."""

from __future__ import annotations

import secrets
from functools import partial

import pytest

from infra.native.system import System
from kit.testing.until import until
from tests.abuse.test_leaks import REGIONS, stopped
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg


async def _suggested(who: Person, region: str, tag: str) -> bool:
    who.move(region)
    items = (await who.get(f"/hashtags?prefix={tag[:10]}")).ok()["items"]
    return tag in [item["name"] for item in items]


@pytest.mark.parametrize("hosts", [(), ("content", "user")], ids=["consumers run", "consumers stopped"])
async def test_going_private_takes_a_tag_out_of_what_is_suggested(
    system: System, person: PersonFactory, hosts: tuple[str, ...]
) -> None:
    """Seen to fail, with consumers stopped, with `tellable` believing content."""
    author, stranger, follower = [await person(region) for region in (REGIONS[0], *REGIONS)]
    (await follower.follow(author)).ok()
    tag = f"tag{secrets.token_hex(8)}"
    await author.publish([jpeg(64, 64)], f"#{tag}")
    for who in (stranger, follower):
        for region in REGIONS:
            await until(partial(_suggested, who, region, tag), within=10)
    with stopped(system, hosts):
        (await author.send("PATCH", "/me/preferences", {"private": True})).ok()
        for who in (author, stranger, follower):
            for region in REGIONS:
                await until(partial(_gone, who, region, tag), within=1)
    (await author.send("PATCH", "/me/preferences", {"private": False})).ok()
    await until(lambda: _suggested(stranger, REGIONS[0], tag), within=10)


async def _gone(who: Person, region: str, tag: str) -> bool:
    return not await _suggested(who, region, tag)
