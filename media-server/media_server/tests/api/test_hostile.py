"""The corpus of hostile files, sent as a browser sends them. What it costs is in pipeline/test_memory.py."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kit import clock
from kit.testing.service import ServiceUnderTest
from media_server.domain.model import file_names
from media_server.domain.receipts import read_claims
from media_server.domain.spool import Spool
from media_server.pipeline.refusals import REASONS
from media_server.tests import pictures
from media_server.tests.api.test_uploads import FILES, Browser
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import LIFE, a_ticket
from media_server.tests.hostile import CORPUS, REFUSED

_AT_ONCE = 8
_HONEST = pictures.jpeg(pictures.quarters(400, 300))


async def _sent(media: ServiceUnderTest, data: bytes) -> dict[str, Any]:
    browser = Browser(media, a_ticket(len(data)))
    await browser.create()
    await browser.send(data)
    return await browser.finish()


async def _all_sent(media: ServiceUnderTest) -> dict[str, dict[str, Any]]:
    """Every file of the corpus, some at a time."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(name: str) -> tuple[str, dict[str, Any]]:
        async with places:
            return name, await _sent(media, CORPUS[name])

    return dict(await asyncio.gather(*map(one, CORPUS)))


async def test_every_file_is_refused_in_words_or_becomes_a_picture(
    media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    """With honest uploads beside them. Nothing stays in the spool once tickets are over."""
    answers, *beside = await asyncio.gather(_all_sent(media), *(_sent(media, _HONEST) for _ in range(3)))

    assert [view["state"] for view in beside] == ["ready"] * 3
    assert {name for name, view in answers.items() if view["state"] not in ("ready", "failed")} == set()
    assert {name for name in REFUSED if answers[name]["state"] != "failed"} == set()
    for view in answers.values():
        if view["state"] == "failed":
            assert view["reason"]["detail"] == REASONS[view["reason"]["code"]]
    assert {name for name, view in answers.items() if not await _harmless(media_world, view)} == set()
    spool = Spool(media_world.spool / EDGE)
    with clock.at(clock.now() + 3 * LIFE):  # some tests beside this one live a day ahead
        assert spool.sweep() >= len(CORPUS)
    assert list((media_world.spool / EDGE / "uploads").iterdir()) == []


async def _harmless(media_world: MediaWorld, view: dict[str, Any]) -> bool:
    """Whether all that a receipt names is a picture of the right size, without what came beside the pixels."""
    if view["receipt"] is None:
        return True
    receipt = read_claims(view["receipt"])
    names = file_names([rendition.width for rendition in receipt.renditions])
    files = await media_world.stores(EDGE).fetch(EDGE, EDGE, receipt.key, names)
    return all(
        pictures.opened(data).size in [(r.width, r.height) for r in receipt.renditions]
        and not any(mark in data for mark in (b"HOSTILE", b"<script", b"PK\x03\x04", b"Exif", b"<!ENTITY"))
        for data in files.values()
    )


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e", "1/../2", "1%00.jpg", "1.jpg"]
)
async def test_no_name_leads_out_of_the_spool(media: ServiceUnderTest, name: str) -> None:
    browser = Browser(media, a_ticket(10))
    await browser.create()

    for method in ("HEAD", "GET", "PATCH", "DELETE"):
        assert 400 <= (await browser.ask(method, f"{FILES}/{name}")).status < 500


async def test_sizes_that_lie_are_refused(media: ServiceUnderTest) -> None:
    data = CORPUS["jpeg and html"]
    short, long = Browser(media, a_ticket(len(data) - 1)), Browser(media, a_ticket(len(data) + 1))

    assert (await short.create(len(data))).code == "length_mismatch"
    await asyncio.gather(short.create(), long.create())
    assert (await short.send(data)).code == "too_large"
    assert (await long.send(data)).status == 204
    assert (await long.process()).code == "upload_incomplete"
