from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from kit.auth import Signer
from kit.errors import Problem
from kit.ids import id_time
from kit.testing.service import ServiceUnderTest
from user.batch.importing import import_lines
from user.tests.factories import PASSWORD, receipt_claims, session_request

ACCOUNT = {
    "kind": "account",
    "email": "a@example.org",
    "password": PASSWORD,
    "birthday": "1990-01-01",
    "created_at": "2026-09-01T12:00:00Z",
}
FOLLOW = {"kind": "follow", "follower": "alice", "followee": "bob", "at": "2026-09-03T12:00:00Z"}


def encoded(*entries: dict[str, Any]) -> bytes:
    return b"\n".join([*map(msgspec.json.encode, entries), b""])


async def load(user: ServiceUnderTest, *entries: dict[str, Any]) -> dict[str, int]:
    """Account ids by username."""
    lines: list[str] = []
    await import_lines(user.runtime, [*encoded(*entries).splitlines(keepends=True), b"\n"], lines.append)
    return {row["username"]: int(row["id"]) for row in map(msgspec.json.decode, lines)}


async def test_a_world_is_imported_once(user: ServiceUnderTest) -> None:
    alice = ACCOUNT | {"username": "alice", "bio": "Hello", "links": [["https://example.org", ""]]}
    bob = ACCOUNT | {"username": "bob", "email": "b@example.org", "private": True, "verified": False}
    first = await load(user, alice, bob, FOLLOW)
    assert await load(user, alice, bob, FOLLOW) == first
    assert id_time(first["alice"]) == datetime(2026, 9, 1, 12, tzinfo=UTC)
    edge = await user.reader.fetchrow("SELECT state, version, changed_at FROM follow_edge")
    assert edge is not None
    assert tuple(edge) == ("pending", 1, datetime(2026, 9, 3, 12, tzinfo=UTC))
    profile = (await user.api.get("/user/accounts/by-username/alice")).json()
    assert (profile["bio"], len(profile["links"])) == ("Hello", 1)
    types = [event.type for event in await user.outbox()]
    assert types.count("user.account_created") == 2
    assert types.count("user.follow_changed") == 1
    request = {"identifier": "alice", "password": PASSWORD, "session": session_request()}
    assert (await user.api.post("/user/sessions", json=request)).json()["viewer"]["verified"] is True


async def test_a_picture_is_imported_by_its_receipt(user: ServiceUnderTest) -> None:
    ids = await load(user, ACCOUNT | {"username": "alice"})
    issuer = "media-ap-northeast"
    signed = Signer(issuer, user.world.secrets.private_key(issuer)).sign(receipt_claims(ids["alice"]))
    picture = {"kind": "avatar", "username": "alice", "receipt": signed, "at": "2026-09-02T00:00:00Z"}
    for _ in range(2):
        await load(user, picture)
    assert (await user.api.get("/user/accounts/by-username/alice")).json()["avatar"]["media_id"] == "7301"
    assert len(await user.outbox("user.avatar_changed")) == 1


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (ACCOUNT | {"username": "x"}, "username_invalid"),
        (ACCOUNT | {"username": "alice"}, "email_taken"),
        (FOLLOW, "account_not_found"),
    ],
)
async def test_what_cannot_be_imported_says_so(user: ServiceUnderTest, entry: dict[str, Any], code: str) -> None:
    await load(user, ACCOUNT | {"username": "zoe"})
    with pytest.raises(Problem) as refused:
        await load(user, entry)
    assert refused.value.code == code
