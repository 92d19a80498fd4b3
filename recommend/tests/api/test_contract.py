"""Requests made from the contract, over HTTP: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
from typing import Any

from kit.contracts import openapi
from kit.testing.fuzz import ABSENT, Scene, fuzz
from kit.testing.plugin import Serve
from kit.testing.service import ServiceUnderTest
from recommend.api.main import app
from recommend.tests.factories import ALICE, BOB, CAROL, follow_changed, post_created


async def test_nothing_breaks_it(recommend: ServiceUnderTest, serve: Serve) -> None:
    await serve("recommend")
    await recommend.deliver(
        follow_changed(recommend, ALICE, BOB, "following", 1),
        follow_changed(recommend, BOB, CAROL, "following", 1),
        *(post_created(recommend, number, BOB) for number in range(1, 31)),
    )

    async def scene(operation: Any, chance: random.Random) -> Scene:
        values = {"since": 7, "author_id": str(BOB), "viewers": [str(ALICE), str(CAROL)]}
        values |= {"cursor": ABSENT, "limit": 3}
        viewer = chance.choice([ALICE, ALICE, ALICE, CAROL, None])
        return Scene(recommend.caller(operation, viewer), values)

    report = await fuzz(openapi(app), recommend.url, scene)
    report.require(well=0.4)
