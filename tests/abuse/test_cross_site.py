"""What another site makes a browser send is refused before anything happens, under every name of the site.

Seen to fail with `requireSameOrigin` answering for requests without `Origin`, and with only the host compared.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from functools import cache
from typing import Any

import aiohttp
import pytest

from infra.native.system import System
from kit.testing.counts import count
from tests.abuse.cast import REGION, browser
from tests.abuse.policy import ROWS
from tests.conftest import PersonFactory
from tests.support.person import PASSWORD, Person
from tests.support.place import Place

SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = [name for name in ROWS if not name.startswith(SAFE)]
NAMES = ("mockstagram.com", "mockstagram.localhost")
NOWHERE = {"{id}": "17", "{code}": "17", "{username}": "nobody"}


def site_names(place: Place) -> dict[str, str]:
    """Origin → Host, of every name under which the site answers."""
    plain, secure = place.http_port, place.https_port
    hosts = [(scheme, f"{name}:{port}") for scheme, port in (("http", plain), ("https", secure)) for name in NAMES]
    return {f"{scheme}://{host}": host for scheme, host in hosts}


def foreign(origin: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What browsers say of a request that no page of this origin sent."""
    scheme, _, host = origin.partition("://")
    name, _, port = host.partition(":")
    other_scheme = "http" if scheme == "https" else "https"
    other_name = next(one for one in NAMES if one != name)
    for what, value in {
        "another site": "https://evil.example",
        "a name that begins alike": f"{scheme}://{name}.evil.example:{port}",
        "a name that ends alike": f"{scheme}://evil{name}:{port}",
        "the pictures' name": f"{scheme}://image.{name}:{port}",
        "the site's other name": f"{scheme}://{other_name}:{port}",
        "another scheme": f"{other_scheme}://{host}",
        "another port": f"{scheme}://{name}:1{port}",
        "no port": f"{scheme}://{name}",
        "a user before the name": f"{scheme}://{host}@evil.example",
        "a sandboxed frame": "null",
        "nothing": "",
        "two origins": f"{origin} https://evil.example",
    }.items():
        yield what, {"origin": value}
        yield f"{what}, from the same site they say", {"origin": value, "sec-fetch-site": "same-origin"}
    yield "no word at all", {}
    for where in ("cross-site", "same-site", "none", "Same-Origin", ""):
        yield f"sec-fetch-site {where!r} with our origin", {"origin": origin, "sec-fetch-site": where}
        yield f"sec-fetch-site {where!r} alone", {"sec-fetch-site": where}


async def _member(place: Place, origin: str, host: str, alice: Person) -> dict[str, str]:
    """Headers of a browser that is logged in under this name."""
    body = {"identifier": alice.username, "password": PASSWORD}
    headers = {"host": host, "origin": origin, "cookie": f"region={REGION}"}
    async with (
        browser() as session,
        session.post(
            _address(place, origin) + "/api/v1/auth/log-in", headers=headers, json=body, ssl=_anything(origin)
        ) as answer,
    ):
        assert answer.status == 200, await answer.text()
        cookies = "; ".join(f"{name}={one.value}" for name, one in answer.cookies.items())
    return {"host": host, "cookie": f"region={REGION}; {cookies}"}


def _address(place: Place, origin: str) -> str:
    """Where this machine answers for an origin."""
    secure = origin.startswith("https")
    return f"https://127.0.0.1:{place.https_port}" if secure else f"http://127.0.0.1:{place.http_port}"


def _anything(origin: str) -> Any:
    return _any_certificate() if origin.startswith("https") else True


@cache
def _any_certificate() -> ssl.SSLContext:
    """The certificate is of a local authority that this machine need not know. Connections are kept by context."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_what_another_site_sends_is_refused(system: System, person: PersonFactory, scheme: str) -> None:
    place, alice, asked = Place.of(system), await person(REGION, verified=False), 0
    for origin, host in site_names(place).items():
        if not origin.startswith(f"{scheme}:"):
            continue
        member = await _member(place, origin, host, alice)
        async with browser() as session:
            for name in UNSAFE:
                method, _, path = name.partition(" ")
                for placeholder, value in NOWHERE.items():
                    path = path.replace(placeholder, value)
                for what, headers in foreign(origin):
                    url = f"{_address(place, origin)}/api/v1{path}"
                    found = await _refusal(session, method, url, member | headers, _anything(origin))
                    assert found == (403, "cross_site_request"), f"{name} from {what} at {origin}: {found}"
                    asked += 1
    assert asked > 500
    count(f"{scheme}: cross-site requests refused", asked)
    assert (await alice.get("/sessions")).ok()["items"], "nobody was logged out"


async def _refusal(
    session: aiohttp.ClientSession, method: str, url: str, headers: dict[str, str], certificate: Any
) -> tuple[int, str]:
    async with session.request(method, url, headers=headers, json={}, ssl=certificate) as answer:
        return answer.status, (await answer.json(content_type=None)).get("code", "")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_forms_are_no_requests(person: PersonFactory, content_type: str) -> None:
    """A form can be sent across sites without asking; ours does not read one even from its own pages."""
    alice = await person(REGION, verified=False)
    answer = await alice.call(
        "PATCH", "/api/v1/me/profile", data=b'{"bio": "x"}', headers={"content-type": content_type}
    )
    assert (answer.status, answer.code) == (415, "unsupported_media_type")
    answer = await alice.call("POST", "/api/v1/posts", data=b"", headers={"content-type": content_type})
    assert 400 <= answer.status < 500


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_nothing_is_shared_with_other_origins(person: PersonFactory, origin: str) -> None:
    """Neither what is read, nor a preflight's permission to write."""
    alice = await person(REGION, verified=False)
    read = await alice.get("/session", headers={"origin": origin, "sec-fetch-site": "cross-site"})
    asked = {"origin": origin, "access-control-request-method": "DELETE", "access-control-request-headers": "x-causal"}
    preflight = await alice.call("OPTIONS", "/api/v1/sessions", headers=asked)
    for answer in (read, preflight):
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert preflight.status in (404, 405)
