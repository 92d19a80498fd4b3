"""Requests made from the contract, over HTTP: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
from typing import Any

import pytest

from content.api.main import app
from content.tests.factories import ALICE, BOB, CAROL, body, published
from kit.contracts import openapi
from kit.testing.fuzz import ABSENT, Scene, fuzz
from kit.testing.plugin import Serve
from kit.testing.service import ServiceUnderTest


@pytest.mark.usefixtures("people")
async def test_nothing_breaks_it(content: ServiceUnderTest, serve: Serve) -> None:
    await serve("content")
    old = [await published(content, ALICE) for _ in range(3)]

    async def scene(operation: Any, chance: random.Random) -> Scene:
        ids = [str(post.id) for post in old]
        made = Scene(values={"account_id": ALICE, "ids": ids if operation.method == "post" else ",".join(ids)})
        made.values |= {"cursor": ABSENT, "limit": 3, "tag": "바다", "prefix": "바"}
        match f"{operation.method} {operation.path}":
            case "delete /content/posts/{post_id}":
                made.values["post_id"] = (await published(content, ALICE)).id
            case "patch /content/posts/{post_id}":
                made.values["post_id"] = (await published(content, ALICE)).id
                made.body = {"version": 1, "caption": f"Take {chance.random()}"}
            case "put /content/posts/{post_id}/pin" | "delete /content/posts/{post_id}/pin":
                made.values["post_id"] = old[0].id
            case "put /content/posts/{post_id}/archive" | "delete /content/posts/{post_id}/archive":
                made.values["post_id"] = (await published(content, ALICE)).id
            case "get /content/posts/{post_id}/revisions":
                made.values["post_id"] = old[0].id
            case "post /content/posts":
                made.body = body(content.world.secrets, ALICE)
        made.headers = content.caller(operation, chance.choice([ALICE, ALICE, ALICE, ALICE, BOB, CAROL, None]))
        return made

    report = await fuzz(openapi(app), content.url, scene)
    report.require(well=0.4)
