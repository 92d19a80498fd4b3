"""What a browser holds and could have made up: session cookies, causal tokens, upload tickets, the words of insiders.

Caller tokens and receipts are forged in the services' own tests (kit/testing/forgery.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

from infra.native.system import System
from kit.testing.counts import count
from kit.testing.until import until
from tests.abuse.cast import ask, browser
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.place import Place

SEOUL, FRANKFURT = "ap-northeast", "eu-central"


def cookie(person: Person, name: str) -> str:
    """A cookie of the person's browser."""
    pairs = (part.partition("=") for part in person.headers()["cookie"].split("; "))
    return next(value for key, _, value in pairs if key == name)


def session_cookies(token: str, device: str, session_id: str) -> Iterator[tuple[str, str]]:
    """Cookies that are nearly the one of a session."""
    digest = hashlib.sha256(token.encode()).digest()
    flipped = ("A" if token[0] != "A" else "B") + token[1:]
    values = {
        "made up": "A" * 43,
        "altered": flipped,
        "in small letters": token.lower() if token.lower() != token else token.upper(),
        "cut short": token[:-1],
        "one longer": token + "A",
        "what services store of it": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "what services store of it, in hex": digest.hex(),
        "the session's id": session_id,
        "the device": device,
        "nothing": "",
        "a quote": f'"{flipped}"',
        "percent signs": "%00%0a" * 8,
        "a path": "../../../../etc/passwd".ljust(43, "x"),
        "a list": f"{flipped},{flipped}",
        "a statement": "' OR 1=1 --".ljust(43, "x"),
        "very long": "A" * 3_000,
    }
    for name, value in values.items():
        yield name, f"session={value}"
    yield "the name of https", f"__Host-session={token}"
    yield "another name", f"Session={token}"


async def test_no_made_up_cookie_opens_a_session(person: PersonFactory) -> None:
    alice = await person(SEOUL, verified=False)
    own = (await alice.get("/sessions")).ok()["items"][0]["id"]
    made_up = dict(session_cookies(cookie(alice, "session"), cookie(alice, "device"), own))
    async with browser() as session:
        for what, value in made_up.items():
            headers = alice.headers() | {"cookie": f"region={SEOUL}; {value}"}
            seen = await ask(session, f"{alice.base}/api/v1/session", "GET", headers, None)
            assert (what, seen.status, seen.json()["viewer"]) == (what, 200, None)
            written = await ask(session, f"{alice.base}/api/v1/me/preferences", "PATCH", headers, {"theme": "dark"})
            assert (what, written.status, written.code) == (what, 401, "unauthenticated")
    assert (await alice.get("/session")).ok()["viewer"]["id"] == alice.id
    count("session cookies refused", len(made_up))


async def test_a_browser_cannot_speak_as_an_insider(person: PersonFactory) -> None:
    """Headers that services take from each other mean nothing at the door."""
    alice = await person(SEOUL, verified=False)
    headers = alice.headers() | {"cookie": f"region={SEOUL}", "authorization": f"Bearer {cookie(alice, 'session')}"}
    for name in ("x-viewer", "viewer", "x-user-id", "x-forwarded-user", "sub"):
        headers[name] = alice.id
    async with browser() as session:
        seen = await ask(session, f"{alice.base}/api/v1/session", "GET", headers, None)
        assert seen.json()["viewer"] is None
        assert (await ask(session, f"{alice.base}/api/v1/sessions", "GET", headers, None)).status == 401
        for path in (
            "/user/accounts?ids=1",
            "/user/internal/accounts",
            "/content/internal/posts",
            "/recommend/followers-among",
            "/media-server/upload/files",
            "/user/metrics",
            "/metrics",
            "/health",
            "/_purge/ap-northeast/x",
            "/api/v1/../../user/internal/accounts",
            "/api/v1/%2e%2e/%2e%2e/user/internal/accounts",
            "/upload/files/../../user/internal/accounts",
            "//user/internal/accounts",
        ):
            for method in ("GET", "POST"):
                answer = await ask(session, alice.base + path, method, headers, None)
                kind = answer.headers.get("content-type", "")
                assert answer.status in (301, 302, 400, 403, 404, 405) or "text/html" in kind, (path, answer)
                assert b'"items"' not in answer.body, path
                assert b"process_cpu" not in answer.body, path


def causal_tokens(good: str) -> dict[str, str]:
    """Tokens that claim to have seen more than their browser has."""
    part = next(part for part in good.split(";") if part.startswith("c."))
    kind, epoch, lsn, signature = part.split(".")
    later = str(int(lsn) + 10**12)
    return {
        "a later position": f"{kind}.{epoch}.{later}.{signature}",
        "a later epoch": f"{kind}.{int(epoch) + 1}.{lsn}.{signature}",
        "an event with its signature": f"e.{lsn}.{epoch}.{signature}",
        "made up": f"c.{epoch}.{later}.{'A' * 16}",
        "no signature": f"c.{epoch}.{later}.",
        "a short signature": f"c.{epoch}.{later}.AAAA",
        "a long signature": f"c.{epoch}.{later}.{'A' * 64}",
        "too few parts": f"c.{later}",
        "a negative position": f"c.{epoch}.-1.{signature}",
        "no number": f"c.{epoch}.NaN.{signature}",
        "an enormous number": f"c.{epoch}.{'9' * 400}.{signature}",
        "made up events": ";".join(f"e.{10**18 + n}.ucr.{'A' * 16}" for n in range(40)),
        "nothing but separators": ";" * 500 + "." * 500,
        "very long": "c.1." + "1" * 8_000,
        "no letters": "\xe9\xff;\xe9",
        "a key of an object": "__proto__.1.1.AAAAAAAAAAAAAAAA",
    }


async def _reads_here(person: Person) -> bool:
    return 'wan;desc="0"' in (await person.get("/feed/following")).headers["server-timing"]


async def test_made_up_causal_tokens_are_as_good_as_none(person: PersonFactory) -> None:
    """Nobody waits for what never was, or is sent over the ocean for it. Seen to fail with `isOurs` always true."""
    alice = await person(SEOUL, verified=False)
    # Her own token, which a cookie carries as well, asks for no more than is there.
    await until(lambda: _reads_here(alice), what="the region knows of her sign-up")
    tokens = causal_tokens(alice.headers()["x-causal"])
    async with browser() as session:
        for what, token in tokens.items():
            for name, value in (("x-causal", token), ("cookie", f"{alice.headers()['cookie']}; causal={token}")):
                headers = {key: text for key, text in alice.headers().items() if key != "x-causal"} | {name: value}
                began = time.monotonic()
                answer = await ask(session, f"{alice.base}/api/v1/feed/following", "GET", headers, None)
                assert (what, answer.status) in ((what, 200), ("very long", 431), ("very long", 400)), answer
                assert "x-stale" not in answer.headers, what
                timing = answer.headers.get("server-timing", 'wan;desc="0"')
                assert (what, 'wan;desc="0"' in timing) == (what, True), timing
                assert time.monotonic() - began < 2, what
    count("causal tokens without effect", 2 * len(tokens))


def tickets(ticket: str, other: str) -> Iterator[tuple[str, str]]:
    """Tickets that allow more than the one that was given."""
    body, signature = ticket.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    for name, value in {
        "size": claims["size"] + 1,
        "owner_id": "17",
        "media_id": str(int(claims["media_id"]) + 1),
        "kind": "avatar",
        "edge": FRANKFURT,
        "exp": claims["exp"] + 86_400,
    }.items():
        yield f"another {name}", f"{_encode(claims | {name: value})}.{signature}"
    yield "another ticket's signature", f"{body}.{other.partition('.')[2]}"
    for key in ("", "secret", SEOUL):
        mac = hmac.digest(key.encode(), body.encode(), hashlib.sha256)
        yield f"signed with {key!r}", f"{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
    yield "no signature", f"{body}."
    yield "half a signature", f"{body}.{signature[:20]}"
    yield "no body", f".{signature}"
    yield "the signature twice", f"{body}.{signature}.{signature}"
    yield "no letters", f"\xe9.{signature}"
    yield "very long", f"{body}{'A' * 4_000}.{signature}"


def _encode(claims: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims, separators=(",", ":")).encode()).rstrip(b"=").decode()


async def test_no_made_up_ticket_takes_an_upload(person: PersonFactory) -> None:
    alice = await person(SEOUL, verified=False)
    mine, other = [(await alice.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok() for _ in range(2)]
    made_up = dict(tickets(mine["ticket"], other["ticket"]))
    for what, ticket in made_up.items():
        headers = {"upload-ticket": ticket, "tus-resumable": "1.0.0"}
        begun = await alice.call("POST", "/upload/files", headers={**headers, "upload-length": "100"})
        looked = await alice.call("GET", f"/upload/files/{mine['media_id']}", headers=headers)
        assert {begun.status, looked.status} == {403}, (what, begun, looked)
    count("upload tickets refused", len(made_up))


async def test_a_ticket_is_good_in_its_own_edge_only(system: System, person: PersonFactory) -> None:
    alice = await person(SEOUL, verified=False)
    ticket = (await alice.send("POST", "/uploads", {"size": 100, "kind": "post"})).ok()["ticket"]
    headers = {"upload-ticket": ticket, "tus-resumable": "1.0.0", "upload-length": "100"}
    async with Person(Place.of(system), FRANKFURT) as elsewhere:
        answer = await elsewhere.call("POST", "/upload/files", headers=headers)
    assert (answer.status, answer.code) == (403, "ticket_invalid")
