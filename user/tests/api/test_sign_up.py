from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from user.domain import limits
from user.tests.factories import person, session_request, sign_up_request, token_hash


async def test_signing_up_opens_a_session(user: ServiceUnderTest) -> None:
    request = sign_up_request("Alice", email="Alice@Example.org", language="ko")
    answer = await user.api.post("/user/accounts", json=request)
    assert answer.status == 201, answer
    viewer = answer.json()["viewer"]
    assert (viewer["username"], viewer["email"], viewer["verified"]) == ("alice", "alice@example.org", False)
    assert viewer["language"] == "ko"
    assert answer.headers["causal"]
    found = await user.api.get(f"/user/sessions/current?token_hash={request['session']['token_hash']}")
    assert found.json()["viewer"] == viewer
    assert found.json()["session_id"] == answer.json()["session_id"]
    (created,) = await user.outbox()
    assert created.type == "user.account_created"
    assert created.payload == {"account_id": viewer["id"], "username": "alice"}


async def test_no_secret_is_answered_or_kept(user: ServiceUnderTest) -> None:
    answer = await user.api.post("/user/accounts", json=sign_up_request(), key="sign-up-once")
    assert b"correct horse" not in answer.body
    assert b"argon2" not in answer.body
    assert await user.reader.fetchval("SELECT count(*) FROM idempotency") == 0
    kept = await user.reader.fetchval("SELECT password_hash FROM account")
    assert kept.startswith("$argon2id$")


async def test_a_repeated_sign_up_has_the_same_answer(user: ServiceUnderTest) -> None:
    request = sign_up_request()
    first = await user.api.post("/user/accounts", json=request)
    again = await user.api.post("/user/accounts", json=request)
    assert again.status == 201
    assert again.json() == first.json()
    assert await user.reader.fetchval("SELECT count(*) FROM session") == 1
    assert len(await user.outbox()) == 1


async def test_ten_repetitions_at_once_make_one_account(user: ServiceUnderTest) -> None:
    request = sign_up_request()
    answers = await asyncio.gather(*(user.api.post("/user/accounts", json=request) for _ in range(10)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert await user.reader.fetchval("SELECT count(*) FROM account") == 1


async def test_one_of_many_gets_a_username(user: ServiceUnderTest) -> None:
    requests = [sign_up_request("alice", email=f"alice{i}@example.org") for i in range(8)]
    answers = await asyncio.gather(*(user.api.post("/user/accounts", json=request) for request in requests))
    assert sorted(answer.status for answer in answers) == [201, *[409] * 7]
    assert {answer.code for answer in answers if answer.status == 409} == {"username_taken"}


async def test_one_of_many_gets_an_address(user: ServiceUnderTest) -> None:
    requests = [sign_up_request(f"alice{i}", email="ALICE@example.org") for i in range(5)]
    answers = await asyncio.gather(*(user.api.post("/user/accounts", json=request) for request in requests))
    assert sorted(answer.status for answer in answers) == [201, *[409] * 4]
    assert {answer.code for answer in answers if answer.status == 409} == {"email_taken"}


async def test_someone_elses_token_opens_nothing(user: ServiceUnderTest) -> None:
    session = session_request()
    await user.api.post("/user/accounts", json=sign_up_request("alice", session=session))
    answer = await user.api.post("/user/accounts", json=sign_up_request("bob", session=session))
    assert (answer.status, answer.code) == (409, "conflict")
    assert await user.reader.fetchval("SELECT count(*) FROM account") == 1


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"username": "al"}, 400, "username_invalid"),
        ({"username": "settings"}, 400, "username_invalid"),
        ({"email": "nonsense"}, 400, "email_invalid"),
        ({"password": "short"}, 400, "password_weak"),
        ({"birthday": "2020-01-01"}, 400, "too_young"),
        ({"birthday": "1700-01-01"}, 400, "birthday_invalid"),
        ({"name": "x" * 65}, 400, "name_too_long"),
        ({"name": "nu\x00l"}, 422, "malformed"),
        ({"name": 7}, 422, "malformed"),
        ({"birthday": "yesterday"}, 422, "malformed"),
        ({"language": "xx"}, 422, "malformed"),
        ({"verified": True}, 422, "malformed"),
        ({"id": "1"}, 422, "malformed"),
        ({"session": {"token_hash": "x"}}, 422, "malformed"),
    ],
)
async def test_what_is_refused(user: ServiceUnderTest, changes: dict[str, Any], status: int, code: str) -> None:
    answer = await user.api.post("/user/accounts", json=sign_up_request() | changes)
    assert (answer.status, answer.code) == (status, code)
    assert await user.reader.fetchval("SELECT count(*) FROM account") == 0


async def test_an_address_signs_up_only_so_often(user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIGN_UP_ADDRESS", (2, limits.HOUR))
    for name, status in (("alice", 201), ("settings", 400), ("bobby", 201), ("carol", 429)):
        answer = await user.api.post("/user/accounts", json=sign_up_request(name))
        assert answer.status == status, answer
    assert int(answer.headers["retry-after"]) > 3000
    other = session_request(address_hash="another-address-of-the-tests")
    assert (await user.api.post("/user/accounts", json=sign_up_request("carol", session=other))).status == 201


@pytest.mark.parametrize(
    ("username", "available", "reason"),
    [("alice", False, "taken"), ("ALICE", False, "taken"), ("bob", True, None), ("x", False, "too_short"),
     ("settings", False, "reserved"), ("a..b", False, "dots"), ("zażółć", False, "characters")],
)  # fmt: skip
async def test_availability(user: ServiceUnderTest, username: str, available: bool, reason: str | None) -> None:
    await person(user, "alice")
    answer = await user.api.get(f"/user/usernames/{username}")
    assert answer.status == 200, answer
    assert (answer.json()["available"], answer.json()["reason"]) == (available, reason)


async def test_an_edge_takes_no_sign_up(user: ServiceUnderTest) -> None:
    answer = await user.edge.post("/user/accounts", json=sign_up_request())
    assert (answer.status, answer.code) == (421, "wrong_region")


async def test_a_new_session_is_known_in_the_edge(user: ServiceUnderTest) -> None:
    request = sign_up_request(session=session_request(token_hash=(digest := token_hash())))
    signed_up = await user.api.post("/user/accounts", json=request)
    mode = {"causal-mode": "require"}

    async def answer() -> Answer | None:
        found = await user.edge.get(
            f"/user/sessions/current?token_hash={digest}", causal=signed_up.causal, headers=mode
        )
        # A copy that is further behind than a read waits says so; it must not say that there is no session.
        return None if found.status == 425 else found

    found = await until(answer, what="the edge has the session")
    assert found is not None
    assert found.status == 200
