"""Requests made from the contract, over HTTP: see kit/testing/fuzz.py."""

from __future__ import annotations

import random
from typing import Any

from kit.contracts import openapi
from kit.testing.fuzz import Scene, fuzz
from kit.testing.service import ServiceUnderTest
from media_server.api.main import app
from media_server.tests import pictures
from media_server.tests.api.test_uploads import TUS, Browser
from media_server.tests.factories import a_ticket

PICTURE = pictures.jpeg(pictures.quarters(64, 48))
EDIT = {"crop": None, "rotate": 0, "fit": "letterbox"}


async def test_nothing_breaks_it(media: ServiceUnderTest, edge_url: str) -> None:
    """Each request has a ticket of its own, with an upload as far as the operation needs it."""

    async def scene(operation: Any, chance: random.Random) -> Scene:
        browser = Browser(media, a_ticket(len(PICTURE)))
        wanted = f"{operation.method} {operation.path.rpartition('/')[2]}"
        made = Scene(dict(TUS), {"media_id": browser.ticket.media_id, "wait": 0})
        made.values["Upload-Ticket"] = browser.headers["upload-ticket"]
        if wanted == "post files":
            made.values["Upload-Length"] = str(len(PICTURE))
        else:
            assert (await browser.create()).status == 201
        match wanted:
            case "patch {media_id}":
                made.values["Upload-Offset"] = "0"
                made.headers["content-type"] = "application/offset+octet-stream"
                made.body = PICTURE
            case "post process":
                assert (await browser.send(PICTURE)).status == 204
                made.body = EDIT
        if chance.random() < 0.1:
            del made.headers["tus-resumable"]
        return made

    report = await fuzz(openapi(app), edge_url.partition("/media-server")[0], scene)
    report.require(well=0.3)
