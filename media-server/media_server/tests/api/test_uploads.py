"""tus as the browser speaks it, in process; broken connections are in test_connections.py."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import jwt
import pytest

from kit.runtime import Runtime
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from media_server.domain.model import Receipt, Ticket, UploadState
from media_server.domain.receipts import read_claims
from media_server.domain.spool import Outcome, Spool
from media_server.pipeline.geometry import Edit
from media_server.pipeline.refusals import MAX_BYTES
from media_server.tests import pictures
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import a_ticket, signed

FILES = "/media-server/upload/files"
TUS = {"tus-resumable": "1.0.0"}
PHOTO = pictures.jpeg(pictures.quarters(800, 600), exif=pictures.exif())


class Browser:
    """Speaks tus with one ticket."""

    def __init__(self, media: ServiceUnderTest, ticket: Ticket) -> None:
        self._media = media
        self.ticket = ticket
        self.file = f"{FILES}/{ticket.media_id}"
        self.headers = {**TUS, "upload-ticket": signed(media, ticket)}

    async def ask(self, method: str, path: str, **options: Any) -> Answer:
        headers = {**self.headers, **options.pop("headers", {})}
        return await self._media.edge.request(method, path, issuer="", headers=headers, **options)

    async def create(self, length: int | None = None) -> Answer:
        size = self.ticket.size if length is None else length
        return await self.ask("POST", FILES, headers={"upload-length": str(size)})

    async def send(self, data: bytes, offset: int = 0, content_type: str = "application/offset+octet-stream") -> Answer:
        sent = {"upload-offset": str(offset), "content-type": content_type}
        return await self.ask("PATCH", self.file, body=data, headers=sent)

    async def process(self, **edit: Any) -> Answer:
        return await self.ask("POST", self.file + "/process", json=edit)

    async def finish(self, **edit: Any) -> dict[str, Any]:
        """Process and wait for the end."""
        await self.process(**edit)
        answer = await self.ask("GET", self.file, params={"wait": 20})
        assert answer.status == 200, answer
        found: dict[str, Any] = answer.json()
        return found

    async def upload(self, data: bytes) -> None:
        assert (await self.create()).status == 201
        assert (await self.send(data)).status == 204


@pytest.fixture
def browser(media: ServiceUnderTest) -> Browser:
    return Browser(media, a_ticket(len(PHOTO)))


def claims(view: dict[str, Any]) -> Receipt:
    return read_claims(view["receipt"])


async def test_a_photo_goes_all_the_way_to_a_receipt(
    browser: Browser, media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    created = await browser.create()
    assert created.status == 201
    assert created.headers["location"] == f"/upload/files/{browser.ticket.media_id}"
    first = await browser.send(PHOTO[:5000])
    assert (first.status, first.headers["upload-offset"]) == (204, "5000")
    middle = await browser.ask("HEAD", browser.file)
    assert (middle.headers["upload-offset"], middle.headers["upload-length"]) == ("5000", str(len(PHOTO)))
    assert middle.headers["cache-control"] == "no-store"
    assert (await browser.send(PHOTO[5000:], 5000)).status == 204

    view = await browser.finish()

    assert view["state"] == "ready"
    receipt = claims(view)
    assert (receipt.media_id, receipt.owner_id, receipt.home) == (
        browser.ticket.media_id,
        browser.ticket.owner_id,
        EDGE,
    )
    assert [(r.width, r.height) for r in receipt.renditions] == [(320, 240), (640, 480), (800, 600)]
    verified = media.runtime.verifier.claims(view["receipt"], issuers=("media-*",))
    assert verified["typ"] == "receipt"
    assert verified["exp"] - verified["iat"] == 24 * 3600
    names = [f"{w}.{s}" for w in (320, 640, 800) for s in ("avif", "jpg")]
    files = await media_world.stores(EDGE).fetch(EDGE, EDGE, receipt.key, names)
    assert all(pictures.SECRET not in data for data in files.values())


async def test_anyone_in_the_region_may_read_renditions_and_nobody_originals(
    browser: Browser, media_world: MediaWorld
) -> None:
    await browser.upload(PHOTO)
    key = claims(await browser.finish()).key
    base = "http://{}:{}".format(*media_world.topology.endpoint(EDGE, "s3"))

    async with aiohttp.ClientSession() as http:
        rendition = await http.get(f"{base}/media/{EDGE}/{key}/320.jpg")
        original = await http.get(f"{base}/originals/{EDGE}/{key}")

    assert (rendition.status, rendition.content_type) == (200, "image/jpeg")
    assert original.status == 403


async def test_asking_again_for_the_same_edit_gives_the_same_receipt(browser: Browser) -> None:
    await browser.upload(PHOTO)
    first = await browser.finish(rotate=90)

    assert (await browser.finish(rotate=90))["receipt"] == first["receipt"]


async def test_another_edit_has_objects_of_its_own(browser: Browser) -> None:
    await browser.upload(PHOTO)
    whole = claims(await browser.finish())
    cut = claims(await browser.finish(crop={"x": 0, "y": 0, "width": 0.5, "height": 0.5}))

    assert whole.key != cut.key
    assert (cut.width, cut.height) == (400, 300)


async def test_edits_in_quick_succession_end_with_the_last(browser: Browser) -> None:
    await browser.upload(PHOTO)
    await asyncio.gather(*(browser.process(rotate=turn) for turn in (90, 180, 90, 0)))

    view = await browser.finish(crop={"x": 0, "y": 0, "width": 0.5, "height": 0.5})

    assert claims(view).width == 400


async def test_creating_twice_resumes(browser: Browser) -> None:
    await browser.create()
    await browser.send(PHOTO[:100])

    again = await browser.create()

    assert (again.status, again.headers["upload-offset"]) == (201, "100")


async def test_a_wrong_offset_says_where_the_upload_stands(browser: Browser) -> None:
    await browser.create()
    await browser.send(PHOTO[:100])

    for offset in (0, 99, 101):
        answer = await browser.send(PHOTO[100:200], offset)
        assert (answer.status, answer.code, answer.json()["offset"]) == (409, "offset_mismatch", 100)


async def test_more_bytes_than_agreed_are_refused(browser: Browser) -> None:
    await browser.create()

    answer = await browser.send(PHOTO + b"x")

    assert (answer.status, answer.code) == (413, "too_large")


async def test_processing_needs_all_bytes(browser: Browser) -> None:
    await browser.create()
    await browser.send(PHOTO[:100])

    answer = await browser.process()

    assert (answer.status, answer.code, answer.json()["offset"]) == (409, "upload_incomplete", 100)


async def test_termination_removes_everything(browser: Browser) -> None:
    await browser.upload(PHOTO)

    assert (await browser.ask("DELETE", browser.file)).status == 204
    assert (await browser.ask("HEAD", browser.file)).status == 404
    assert (await browser.ask("GET", browser.file)).code == "upload_not_found"


async def test_a_request_without_the_protocols_version_is_refused(browser: Browser) -> None:
    for method, path in (("POST", FILES), ("HEAD", browser.file), ("PATCH", browser.file), ("DELETE", browser.file)):
        answer = await browser.ask(method, path, headers={"tus-resumable": "0.2.2", "upload-length": "5"})
        assert (answer.status, answer.headers["tus-version"]) == (412, "1.0.0")


async def test_the_protocol_describes_itself(browser: Browser) -> None:
    answer = await browser.ask("OPTIONS", FILES)

    assert answer.status == 204
    assert answer.headers["tus-extension"] == "creation,termination,expiration"
    assert answer.headers["tus-max-size"] == str(MAX_BYTES)


async def test_a_chunk_of_another_type_is_refused(browser: Browser) -> None:
    await browser.create()

    assert (await browser.send(PHOTO, content_type="image/jpeg")).status == 415


async def test_31_megabytes_are_refused_before_a_byte(media: ServiceUnderTest) -> None:
    large = Browser(media, a_ticket(31_000_000))
    small = Browser(media, a_ticket(10))

    assert [(await large.create()).code, (await small.create(31_000_000)).code] == ["too_large"] * 2
    assert (await small.create(11)).code == "length_mismatch"


async def test_an_empty_file_is_refused_in_words(media: ServiceUnderTest) -> None:
    browser = Browser(media, a_ticket(0))
    await browser.create()

    view = await browser.finish()

    assert view["state"] == "failed"
    assert view["reason"] == {"code": "empty", "detail": "The file is empty."}
    assert view["receipt"] is None


async def test_a_bomb_is_refused_in_words(media: ServiceUnderTest) -> None:
    data = pictures.png_header(30_000, 30_000)
    browser = Browser(media, a_ticket(len(data)))
    await browser.upload(data)

    assert (await browser.finish())["reason"]["code"] == "too_many_pixels"


async def test_framing_can_be_mended_by_a_crop_or_a_border(media: ServiceUnderTest) -> None:
    data = pictures.jpeg(pictures.quarters(900, 300))
    browser = Browser(media, a_ticket(len(data)))
    await browser.upload(data)

    assert (await browser.finish())["reason"]["code"] == "framing"
    assert (await browser.finish(fit="letterbox"))["state"] == "ready"
    assert (await browser.finish(crop={"x": 0, "y": 0, "width": 0.5, "height": 1}))["state"] == "ready"


async def test_an_avatar_needs_no_framing(media: ServiceUnderTest) -> None:
    data = pictures.jpeg(pictures.quarters(900, 300))
    browser = Browser(media, a_ticket(len(data), kind="avatar"))
    await browser.upload(data)

    receipt = claims(await browser.finish())

    assert (receipt.kind, receipt.width, receipt.height) == ("avatar", 300, 300)


@pytest.mark.parametrize(
    "edit",
    [
        {"rotate": 45},
        {"rotate": "90"},
        {"fit": "stretch"},
        {"crop": {"x": -1, "y": 0, "width": 1, "height": 1}},
        {"crop": {"x": 0, "y": 0, "width": 0, "height": 1}},
        {"crop": {"x": 0, "y": 0}},
        {"filter": "sepia"},
    ],
)
async def test_a_malformed_edit_is_refused(browser: Browser, edit: dict[str, Any]) -> None:
    await browser.upload(PHOTO)

    answer = await browser.process(**edit)

    assert (answer.status, answer.code) == (422, "malformed")


@pytest.mark.parametrize("wait", ["-1", "21", "x"])
async def test_a_malformed_wait_is_refused(browser: Browser, wait: str) -> None:
    await browser.create()

    assert (await browser.ask("GET", browser.file, params={"wait": wait})).status == 422


async def test_tickets_are_checked(media: ServiceUnderTest) -> None:
    good = Browser(media, a_ticket(10))
    await good.create()
    foreign = Browser(media, a_ticket(10, edge="eu-central"))
    altered = Browser(media, a_ticket(10))
    altered.headers["upload-ticket"] = altered.headers["upload-ticket"][:-4] + "AAAA"
    another = Browser(media, a_ticket(10))
    expired = Browser(media, a_ticket(10, life=timedelta(seconds=-1)))
    missing = Browser(media, a_ticket(10))
    missing.headers["upload-ticket"] = ""

    assert [(await b.create()).code for b in (foreign, altered, missing)] == ["ticket_invalid"] * 3
    assert (await another.ask("HEAD", good.file)).status == 403
    assert (await another.ask("GET", good.file)).code == "ticket_invalid"
    assert (await expired.create()).status == 410
    for text in ("x", "x.y", "é.é", "." * 3000, "bm90IGpzb24.x"):
        missing.headers["upload-ticket"] = text.encode().decode("latin-1")
        assert (await missing.create()).code == "ticket_invalid"


async def test_work_cut_short_is_taken_up_by_the_next_process(
    browser: Browser, media: ServiceUnderTest, media_world: MediaWorld
) -> None:
    """The edge's process ends in the middle; another one on the same spool gives the receipt unasked."""
    await browser.upload(PHOTO)
    upload = Spool(media_world.spool / EDGE).require(browser.ticket.media_id)
    upload.settle(Outcome(edit=Edit(), state=UploadState.PROCESSING))
    next_process = media.definition.litestar(Runtime("media-server", media_world.environment(EDGE, "media-server")))

    async def ready() -> bool:
        outcome = upload.outcome()
        return outcome is not None and outcome.state is UploadState.READY

    async with next_process.lifespan():
        await until(ready)


async def test_a_receipt_names_its_signer(browser: Browser) -> None:
    await browser.upload(PHOTO)
    header = jwt.get_unverified_header((await browser.finish())["receipt"])

    assert header["kid"] == f"media-{EDGE}"
