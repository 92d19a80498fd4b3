"""Bad input: clear refusals, nothing left behind."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from infra.native.system import System
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Answer, Person
from tests.support.pictures import jpeg
from tests.support.place import Place

REGION = "ap-northeast"


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG that is small as a file and enormous as a picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = zlib.compressobj()
    data = b"".join(line.compress(b"\0" * (width + 1)) for _ in range(height)) + line.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


FILES = {
    "wrong magic": b"GIF87b" + b"\0" * 500,
    "text": b"just some text, no picture at all" * 20,
    "30,000 x 30,000 PNG": huge_png(),
    "truncated": jpeg()[:20_000],
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
}


@pytest.mark.parametrize("name", FILES)
async def test_files_that_are_no_pictures(person: PersonFactory, name: str) -> None:
    alice = await person(REGION)
    content = FILES[name]
    upload = (await alice.send("POST", "/uploads", {"size": len(content), "kind": "post"})).ok()
    state = await alice.upload_with(upload, content)
    assert state["state"] == "failed"
    assert state["receipt"] is None
    assert state["reason"]["code"]
    assert state["reason"]["detail"]
    assert (await alice.get(f"/accounts/{alice.username}/posts")).ok()["items"] == []


@pytest.mark.parametrize("size", [0, 31 * 1024 * 1024, -1, "5"])
async def test_sizes_out_of_range(person: PersonFactory, size: Any) -> None:
    alice = await person(REGION)
    answer = await alice.send("POST", "/uploads", {"size": size, "kind": "post"})
    assert 400 <= answer.status < 500
    assert answer.code


async def test_more_bytes_than_the_ticket_allows(person: PersonFactory) -> None:
    alice = await person(REGION)
    upload = (await alice.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok()
    headers = {"upload-ticket": upload["ticket"], "tus-resumable": "1.0.0", "upload-length": "101"}
    assert 400 <= (await alice.call("POST", "/upload/files", headers=headers)).status < 500


async def test_foreign_and_altered_tickets(person: PersonFactory) -> None:
    alice, bob = await person(REGION), await person(REGION)
    mine = (await alice.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok()
    theirs = (await bob.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok()
    create = {"tus-resumable": "1.0.0", "upload-length": "100"}
    for ticket in (mine["ticket"][:-2] + "AA", "x.y", ""):
        answer = await alice.call("POST", "/upload/files", headers={**create, "upload-ticket": ticket})
        assert answer.status in (401, 403)
    assert (
        await alice.call("POST", "/upload/files", headers={**create, "upload-ticket": mine["ticket"]})
    ).status == 201
    foreign = {"tus-resumable": "1.0.0", "upload-ticket": theirs["ticket"]}
    assert (await bob.call("HEAD", f"/upload/files/{mine['media_id']}", headers=foreign)).status in (401, 403, 404)


async def test_receipts_that_are_not_ones_own(person: PersonFactory) -> None:
    alice, bob = await person(REGION), await person(REGION)
    receipt = await bob.upload(jpeg(400, 400))
    head, body, signature = receipt.split(".")
    for bad in (receipt, f"{head}.{body}.{signature[:-4]}AAAA", f"{head}.{body}.", "nonsense"):
        answer = await alice.publish_receipts([bad])
        assert 400 <= answer.status < 500
        assert answer.code
    assert (await alice.get(f"/accounts/{alice.username}/posts")).ok()["items"] == []


async def test_a_picture_is_published_once(person: PersonFactory) -> None:
    alice = await person(REGION)
    receipt = await alice.upload(jpeg(400, 400))
    (await alice.publish_receipts([receipt])).ok()
    again = await alice.publish_receipts([receipt])
    assert 400 <= again.status < 500
    assert 400 <= (await alice.publish_receipts([await alice.upload(jpeg(400, 400))] * 2)).status < 500


@pytest.mark.parametrize(
    ("caption", "pictures"),
    [("a" * 2_201, 1), ("👩‍👩‍👧‍👦" * 2_201, 1), ("a\x00b", 1), ("fine", 0), ("fine", 21)],
    ids=["2,201 letters", "2,201 families", "NUL", "no picture", "21 pictures"],
)
async def test_posts_over_a_limit(person: PersonFactory, caption: str, pictures: int) -> None:
    alice = await person(REGION)
    receipt = await alice.upload(jpeg(400, 400))
    media = [{"receipt": receipt, "alt": ""}] * pictures
    answer = await alice.send("POST", "/posts", {"caption": caption, "media": media})
    assert 400 <= answer.status < 500
    assert answer.code
    assert (await alice.get(f"/accounts/{alice.username}/posts")).ok()["items"] == []


@pytest.mark.parametrize("username", ["admin", "ab", "a..b", ".a", "x" * 31, "a b", "ädmin", "settings", "p", "a\x00b"])
async def test_usernames_that_cannot_be_had(system: System, username: str) -> None:
    async with Person(Place.of(system), REGION) as stranger:
        body = {"email": f"{stranger.username}@example.org", "username": username, "name": "", "password": PASSWORD}
        answer = await stranger.send("POST", "/auth/sign-up", {**body, "birthday": "1990-01-02", "language": "en"})
    assert 400 <= answer.status < 500, answer
    assert answer.code


async def test_media_urls(person: PersonFactory) -> None:
    alice = await person(REGION)
    first, second = await alice.publish([jpeg(400, 400)]), await alice.publish([jpeg(400, 400)])
    url, other = (post["media"][0]["sources"][0]["jpeg"] for post in (first, second))
    assert (await alice.picture(url)).status == 200
    _, _, host, edge, exp, signature, home, key, file = url.split("/")

    async def fetch(*parts: str) -> Answer:
        return await alice.picture("/".join(("", "", host, *parts)))

    assert (await fetch(edge, exp, "A" * len(signature), home, key, file)).status == 403
    assert (await fetch(edge, str(int(exp) + 300), signature, home, key, file)).status == 403
    assert (await fetch(edge, "1000000000", signature, home, key, file)).status in (403, 410)
    assert (await fetch(edge, exp, signature, home, other.split("/")[7], file)).status == 403
    assert (await fetch(edge, exp, signature, home, key, "..%2f..%2foriginal")).status in (400, 403, 404)
    assert (await fetch(edge, exp, signature, home, key, "original")).status in (403, 404)
