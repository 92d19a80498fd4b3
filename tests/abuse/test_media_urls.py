"""S3: a signed address of a picture is good for its item, for a while, for whoever has it; nothing like it is.

How nginx checks is in infra/tests/test_nginx_media.py; here the whole way from the entry to the stores is asked, byte by
byte as it stands here, with the picture there to be had.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from infra.native.system import System
from kit.testing.counts import count
from tests.abuse.test_forgery import FRANKFURT, SEOUL
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg
from tests.support.place import Place

REFUSED = (400, 403, 404, 405, 410, 414)
PICTURES = (b"\xff\xd8\xff", b"ftypavif")


class Address(NamedTuple):
    """The parts of `//host/edge/exp/sig/home/key/file`."""

    host: str
    edge: str
    exp: str
    sig: str
    home: str
    key: str
    file: str

    @classmethod
    def of(cls, url: str) -> Address:
        return cls(*url.removeprefix("//").split("/"))

    def path(self, **changes: str) -> str:
        return "/" + "/".join(self._replace(**changes)[1:])


async def fetch(place: Place, host: str, path: str, method: str = "GET") -> tuple[int, bytes]:
    """Status and body of what is asked for exactly like this: no client tidies the path."""
    reader, writer = await asyncio.open_connection("127.0.0.1", place.http_port)
    try:
        writer.write(f"{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode("latin-1"))
        answer = await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()
        await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), body


def altered(good: Address, other: Address) -> Iterator[str]:
    """Paths that are nearly the good one's."""
    yield from _parts(good, other)
    yield from _ways(good, other)
    for length in (0, 1, 10, len(good.sig) // 2, len(good.sig) - 1):
        yield good.path(sig=good.sig[:length])
    for place in range(0, len(good.sig) - 1, 6):
        changed = "A" if good.sig[place] != "A" else "B"
        yield good.path(sig=good.sig[:place] + changed + good.sig[place + 1 :])


def _parts(good: Address, other: Address) -> Iterator[str]:
    yield from (good.path(exp=str(int(good.exp) + step)) for step in (1, 300, 86_400, -300))
    yield from (
        good.path(exp=exp) for exp in ("0", "1000000000", "-1", "9" * 30, "", f"0{good.exp}", f"{good.exp}.0", "x")
    )
    yield from (good.path(sig=sig) for sig in (other.sig, good.sig.lower(), good.sig + "=", good.sig + "A", "A" * 43))
    yield from (good.path(home=home) for home in (FRANKFURT, "us-east", "originals", "", "..", "ap-northeast%00"))
    yield from (good.path(key=key) for key in (other.key, good.key[:-1], good.key + "A", good.key.lower(), "", ".."))
    for file in ("original", "../original", "..", "", "*", "320", "320.png", "320.jpg/x", "320.jpg%00", "999999.jpg"):
        yield good.path(file=file)
    yield from (good.path(edge=edge) for edge in ("us-east", "", "..", "nowhere", "ap-northeast%2f..", "_purge"))


def _ways(good: Address, other: Address) -> Iterator[str]:
    """Encodings, and ways around."""
    tail = f"{good.home}/{good.key}/{good.file}"
    whole = good.path()
    yield quote(whole, safe="")
    yield "/" + quote(quote(whole[1:], safe=""), safe="")
    yield whole.replace(good.key, quote(f"{good.key}/../{other.key}", safe=""))
    yield whole.replace(good.key, f"{good.key}/../{other.key}")
    yield good.path(file=f"..%2f..%2foriginals%2f{good.home}%2f{good.key}")
    yield good.path(file=f"..%252f..%252foriginals%252f{good.home}%252f{good.key}")
    yield good.path(file=f"../../../originals/{good.home}/{good.key}")
    yield good.path(file=f"..\\..\\originals\\{good.key}")
    yield f"/{good.edge}/{tail}"
    yield f"/{tail}"
    yield f"/media/{tail}"
    yield f"/originals/{good.home}/{good.key}"
    yield f"/{good.edge}/../{SEOUL}/_purge/{good.home}/{good.key}"
    yield f"/{good.edge}/_purge/{good.home}/{good.key}"
    yield good.path(exp=f"{good.exp}/{good.sig}", sig=good.exp)
    yield f"{whole}%20"
    yield f"/{good.edge}{whole}"
    yield "/" + "a" * 9_000


async def test_nothing_like_a_signed_address_shows_a_picture(system: System, person: PersonFactory) -> None:
    """Seen to fail with any character taken for a path in infra/nginx/templates/entry.conf."""
    place, alice = Place.of(system), await person(SEOUL)
    posts = [await alice.publish([jpeg(400, 400)]) for _ in range(2)]
    good, other = (Address.of(post["media"][0]["sources"][0]["jpeg"]) for post in posts)
    assert (await fetch(place, good.host, good.path()))[0] == 200
    asked = 0
    for path in dict.fromkeys(altered(good, other)):
        if path == good.path():
            continue
        status, body = await fetch(place, good.host, path)
        assert status in REFUSED, (path, status)
        assert not any(mark in body[:32] for mark in PICTURES), path
        asked += 1
    for method in ("POST", "PUT", "DELETE", "PATCH", "PURGE", "PROPFIND"):
        assert (await fetch(place, good.host, good.path(), method))[0] in REFUSED
    assert (await fetch(place, good.host, good.path()))[0] == 200, "it is still there"
    count("addresses of pictures refused", asked)


async def test_an_address_is_whoevers_it_is_until_it_ends(system: System, person: PersonFactory) -> None:
    """By design: for 15 minutes at most, in every edge, for all files of its item and for nothing else."""
    place, alice = Place.of(system), await person(SEOUL)
    post = await alice.publish([jpeg(400, 400)])
    sources = post["media"][0]["sources"]
    good = Address.of(sources[0]["jpeg"])
    async with Person(place, FRANKFURT) as visitor:
        assert (await visitor.picture(sources[0]["jpeg"])).status == 200
    assert (await fetch(place, good.host, good.path(edge=FRANKFURT)))[0] == 200
    files = [Address.of(source[kind]).file for source in sources for kind in ("jpeg", "avif")]
    for file in files:
        assert (await fetch(place, good.host, good.path(file=file)))[0] == 200
