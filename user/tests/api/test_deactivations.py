from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from kit import clock
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.tests.api.test_sessions import current, log_in
from user.tests.factories import PASSWORD, befriend, person, token_hash

CLOSE = ("/user/deactivation", "/user/deletion")
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


async def close(user: ServiceUnderTest, path: str, account: int, session: int | None = None, **body: str) -> Answer:
    return await user.api.post(path, viewer=account, session=session, json={"password": PASSWORD, **body})


async def come_back(user: ServiceUnderTest, *, digest: str | None = None, password: str = PASSWORD) -> Answer:
    request = {"identifier": "alice", "password": password, "reopen": True}
    session = {"token_hash": digest or token_hash(), "region": "ap-northeast", "address_hash": "address-of-the-tests"}
    return await user.api.post("/user/sessions", json=request | {"session": session}, device="laptop")


async def mails(user: ServiceUnderTest) -> list[str]:
    return [row["kind"] for row in await user.reader.fetch("SELECT kind FROM mail ORDER BY id")]


async def seen(user: ServiceUnderTest, viewer: int | None, account: int) -> tuple[int, int]:
    """How many cards there are to see, and the status of the profile."""
    cards = (await user.api.get(f"/user/accounts?ids={account}", viewer=viewer)).json()["items"]
    profile = await user.api.get("/user/accounts/by-username/alice", viewer=viewer)
    return len(cards), profile.status


@pytest.mark.parametrize("path", CLOSE)
async def test_a_closed_account_is_as_if_it_did_not_exist(user: ServiceUnderTest, path: str) -> None:
    """To its owner's old caller tokens, too. Seen to fail with `is_open` True for deactivated accounts."""
    alice, bob = await person(user, "alice", password=PASSWORD), await person(user, "bob")
    await befriend(user, alice, bob)
    await befriend(user, bob, alice)
    assert (await close(user, path, alice)).status in (200, 204)
    for viewer in (bob, None, alice):
        assert (await user.api.get(f"/user/accounts?ids={alice}", viewer=viewer)).json()["items"] == []
        gone = await user.api.get("/user/accounts/by-username/alice", viewer=viewer)
        absent = await user.api.get("/user/accounts/by-username/nobody", viewer=viewer)
        assert (gone.status, gone.body) == (absent.status, absent.body)
    for kind in ("followers", "following"):
        assert (await user.api.get(f"/user/accounts/{bob}/{kind}", viewer=bob)).json()["items"] == []
    assert (await user.api.put(f"/user/follows/{alice}", viewer=bob)).code == "account_not_found"
    assert (await user.api.patch("/user/profile", viewer=alice, json={"name": "A"})).code == "unauthenticated"
    assert (await user.api.put(f"/user/blocks/{bob}", viewer=alice)).code == "unauthenticated"
    assert (await user.api.get("/user/usernames/alice")).json()["reason"] == "taken"


@pytest.mark.parametrize("path", CLOSE)
async def test_all_sessions_end(user: ServiceUnderTest, path: str) -> None:
    """The one that asks, too. Seen to fail without `revoke_others`."""
    alice = await person(user, "alice", password=PASSWORD)
    digests = [token_hash() for _ in range(3)]
    ids = [int((await log_in(user, token_hash=digest)).json()["session_id"]) for digest in digests]
    await close(user, path, alice, ids[0])
    assert [(await current(user, digest)).status for digest in digests] == [404] * 3
    (event,) = await user.outbox("user.session_revoked")
    assert {int(ended) for ended in event.payload["session_ids"]} == set(ids)
    assert await user.reader.fetchval("SELECT count(*) FROM session WHERE revoked_at IS NULL") == 0


async def test_others_are_told_which_state_the_account_is_in(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice", password=PASSWORD)
    await close(user, "/user/deactivation", alice)
    await come_back(user)
    events = await user.outbox("user.account_changed")
    assert [(event.payload["state"], event.payload["version"]) for event in events] == [
        ("deactivated", 2), ("active", 3),
    ]  # fmt: skip
    assert [event.aggregate.version for event in events] == [2, 3]


@pytest.mark.parametrize("path", CLOSE)
async def test_the_password_is_asked_for(user: ServiceUnderTest, path: str) -> None:
    alice = await person(user, "alice", password=PASSWORD)
    assert (await close(user, path, alice, password="wrong horse")).code == "password_wrong"
    assert (await log_in(user)).status == 201
    guesses = [await close(user, path, alice, 1, password=f"wrong horse {i}") for i in range(12)]
    assert [answer.status for answer in guesses] == [400] * 10 + [429] * 2


async def test_who_is_suspended_cannot_get_out_of_it(user: ServiceUnderTest) -> None:
    """Seen to fail without the look at the state in `_close`: logging in would make the account active."""
    alice = await person(user, "alice", password=PASSWORD)
    async with user.writing() as writer:
        await writer.execute("UPDATE account SET state = 'suspended'")
    for path in CLOSE:
        assert (await close(user, path, alice)).code == "account_suspended"
    assert (await come_back(user)).code == "account_suspended"


async def test_whoever_knows_the_password_is_asked_whether_to_come_back(user: ServiceUnderTest) -> None:
    """And nobody else is told that there is an account. Nothing changes before the answer."""
    alice = await person(user, "alice", password=PASSWORD)
    await close(user, "/user/deactivation", alice)
    answer = await log_in(user)
    assert (answer.status, answer.code, answer.json()["deletes_at"]) == (409, "account_deactivated", None)
    for refused in (await log_in(user, password="wrong horse"), await come_back(user, password="wrong horse")):
        assert refused.code == "wrong_credentials"
    assert await user.reader.fetchval("SELECT state FROM account") == "deactivated"
    assert (await come_back(user)).json()["viewer"]["state"] == "active"
    assert await seen(user, None, alice) == (1, 200)
    assert (await log_in(user)).status == 201
    assert await mails(user) == ["account_deactivated", "account_reopened"]


async def test_a_deletion_can_be_taken_back_until_the_last_moment(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice", password=PASSWORD)
    with clock.at(NOW):
        answer = await close(user, "/user/deletion", alice)
    assert answer.json() == {"deletes_at": "2026-12-28T12:00:00Z"}
    with clock.at(NOW + timedelta(days=29, hours=23)):
        assert (await log_in(user)).json()["deletes_at"] == "2026-12-28T12:00:00Z"
        assert (await come_back(user)).status == 201
    assert await user.reader.fetchval("SELECT deletes_at FROM account") is None
    assert await mails(user) == ["deletion_requested", "account_reopened"]


async def test_coming_back_twice_is_coming_back_once(user: ServiceUnderTest) -> None:
    alice = await person(user, "alice", password=PASSWORD)
    await close(user, "/user/deactivation", alice)
    digest = token_hash()
    first, second = await come_back(user, digest=digest), await come_back(user, digest=digest)
    assert first.body == second.body
    assert await mails(user) == ["account_deactivated", "account_reopened"]


@pytest.mark.parametrize("path", CLOSE)
async def test_a_log_in_beside_it_leaves_no_session(user: ServiceUnderTest, path: str) -> None:
    """Whichever comes first: the log-in looks again at what it was decided by."""
    alice = await person(user, "alice", password=PASSWORD)
    await asyncio.gather(close(user, path, alice), *(log_in(user) for _ in range(4)))
    assert await user.reader.fetchval("SELECT count(*) FROM session WHERE revoked_at IS NULL") == 0
    assert await user.reader.fetchval("SELECT state FROM account") == "deactivated"


async def test_an_edge_hides_it_with_the_next_row(user: ServiceUnderTest) -> None:
    """The replica alone decides, whatever any consumer has heard of."""
    alice, bob = await person(user, "alice", password=PASSWORD), await person(user, "bob")
    answer = await close(user, "/user/deactivation", alice)
    causal = {"causal": answer.headers["causal"], "causal-mode": "require"}
    found = await user.edge.get(f"/user/accounts?ids={alice}", viewer=bob, headers=causal)
    assert found.json()["items"] == []
