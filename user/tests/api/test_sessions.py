from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kit import clock
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.domain import limits
from user.domain.attempts import Attempts, Bucket
from user.tests.factories import PASSWORD, person, session_request, set_state, token_hash


async def log_in(user: ServiceUnderTest, identifier: str = "alice", password: str = PASSWORD, **changes: Any) -> Answer:
    device = changes.pop("device", "laptop")
    further: dict[str, Any] = {name: changes.pop(name) for name in ("code", "reopen") if name in changes}
    request = {"identifier": identifier, "password": password, "session": session_request(**changes), **further}
    return await user.api.post("/user/sessions", json=request, device=device)


async def current(user: ServiceUnderTest, digest: str) -> Answer:
    return await user.api.get(f"/user/sessions/current?token_hash={digest}")


@pytest.mark.parametrize("identifier", ["alice", "ALICE", "alice@example.org", " Alice@Example.org "])
async def test_logging_in(user: ServiceUnderTest, identifier: str) -> None:
    account = await person(user, "alice", password=PASSWORD)
    answer = await log_in(user, identifier, token_hash=(digest := token_hash()))
    assert answer.status == 201, answer
    assert answer.json()["viewer"]["id"] == str(account)
    assert (await current(user, digest)).json()["session_id"] == answer.json()["session_id"]


async def test_a_repeated_log_in_has_the_same_answer(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    digest = token_hash()
    answers = await asyncio.gather(*(log_in(user, token_hash=digest) for _ in range(3)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1


async def test_someone_elses_token_is_refused(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    await person(user, "bob", password=PASSWORD)
    digest = token_hash()
    await log_in(user, "alice", token_hash=digest)
    assert (await log_in(user, "bob", token_hash=digest)).code == "conflict"


async def test_wrong_name_and_wrong_password_look_alike(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    wrong_password, wrong_name = await log_in(user, password="wrong horse"), await log_in(user, "nobody")
    assert wrong_password.status == wrong_name.status == 401
    assert wrong_password.body == wrong_name.body


async def test_who_may_not_log_in(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    for state, code in (("suspended", "account_suspended"), ("deactivated", "account_deactivated"),
                        ("deleted", "wrong_credentials")):  # fmt: skip
        await set_state(user, account, state)
        assert (await log_in(user)).code == code
        assert (await log_in(user, password="wrong horse")).code == "wrong_credentials"


async def test_guessing_ends_and_counts_although_it_is_refused(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    answers = [await log_in(user, password=f"wrong horse {i}", device="evil") for i in range(12)]
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0
    assert (await log_in(user, device="evil")).status == 429


async def test_guesses_at_once_are_counted_one_by_one(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    answers = await asyncio.gather(*(log_in(user, password=f"wrong {i}", device="evil") for i in range(15)))
    assert sorted(answer.status for answer in answers) == [401] * 10 + [429] * 5


async def test_names_that_do_not_exist_are_limited_alike(user: ServiceUnderTest) -> None:
    answers = [await log_in(user, "nobody", device="evil") for _ in range(11)]
    assert [answer.status for answer in answers] == [401] * 10 + [429]


async def test_guessing_from_many_addresses_ends_and_the_owner_still_gets_in(
    user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the device's own window taken out of `log_in_buckets`."""
    monkeypatch.setattr(limits, "LOG_IN_ACCOUNT", (6, limits.HOUR))
    await person(user, "alice", password=PASSWORD)
    assert (await log_in(user, device="phone", address_hash="address-at-home-")).status == 201

    async def guess(number: int) -> Answer:
        return await log_in(user, password="wrong", device=f"bot{number}", address_hash=f"address-of-bot-{number:03}")

    answers = [await guess(number) for number in range(9)]
    assert [answer.status for answer in answers] == [401] * 6 + [429] * 3
    assert (await log_in(user, device="phone", address_hash="address-on-the-road")).status == 201
    assert (await log_in(user, device="new-laptop", address_hash="address-at-home-")).status == 201
    assert (await log_in(user, device="stranger", address_hash="address-elsewhere")).status == 429


async def test_right_log_ins_use_nothing_up(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    for _ in range(12):
        assert (await log_in(user)).status == 201


async def test_windows_pass(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    for number in range(11):
        await log_in(user, password=f"wrong {number}", device="evil")
    assert (await log_in(user, device="evil")).status == 429
    async with user.writing() as writer:
        await writer.execute("UPDATE attempt SET resets_at = now() - interval '1 second'")
    assert (await log_in(user, device="evil")).status == 201


async def test_sessions_are_listed_newest_first_by_pages(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    opened = [(await log_in(user, user_agent=f"Browser {i}")).json()["session_id"] for i in range(5)]
    session = int(opened[-1])
    seen: list[Any] = []
    cursor = ""
    while True:
        page = (await user.api.get(f"/user/sessions?limit=2{cursor}", viewer=account, session=session)).json()
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [one["id"] for one in seen] == opened[::-1]
    assert [one["current"] for one in seen] == [True, False, False, False, False]
    assert seen[0]["user_agent"] == "Browser 4"


async def test_revoking_sessions(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    digests = [token_hash() for _ in range(3)]
    ids = [int((await log_in(user, token_hash=digest)).json()["session_id"]) for digest in digests]
    assert (await user.api.delete(f"/user/sessions/{ids[0]}", viewer=account, session=ids[2])).status == 204
    assert (await current(user, digests[0])).code == "session_not_found"
    assert (await user.api.delete(f"/user/sessions/{ids[0]}", viewer=account, session=ids[2])).status == 404
    assert (await user.api.delete("/user/sessions", viewer=account, session=ids[2])).status == 204
    assert [(await current(user, digest)).status for digest in digests] == [404, 404, 200]
    for _ in range(2):
        assert (await user.api.delete("/user/sessions/current", viewer=account, session=ids[2])).status == 204
    assert (await current(user, digests[2])).status == 404
    events = await user.outbox("user.session_revoked")
    assert [event.payload["session_ids"] for event in events] == [[str(i)] for i in (ids[0], ids[1], ids[2])]


async def test_nobody_ends_another_ones_session(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    bob = await person(user, "bob")
    session = (await log_in(user, token_hash=(digest := token_hash()))).json()["session_id"]
    assert (await user.api.delete(f"/user/sessions/{session}", viewer=bob)).code == "session_not_found"
    assert (await user.api.delete("/user/sessions/current", viewer=bob, session=int(session))).status == 204
    assert (await user.api.delete("/user/sessions", viewer=bob)).status == 204
    assert (await current(user, digest)).status == 200


async def test_sessions_expire_unless_seen(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    answer = await log_in(user, token_hash=(digest := token_hash()))
    session = int(answer.json()["session_id"])
    now = datetime.now(UTC)
    assert not (await current(user, digest)).json()["seen_due"]
    with clock.at(now + timedelta(days=60)):
        assert (await current(user, digest)).json()["seen_due"]
        assert (await user.api.post("/user/sessions/current/seen", viewer=account, session=session)).status == 204
        assert not (await current(user, digest)).json()["seen_due"]
    with clock.at(now + timedelta(days=120)):
        assert (await current(user, digest)).status == 200
    with clock.at(now + timedelta(days=151)):
        assert (await current(user, digest)).status == 404
        assert (await user.api.get("/user/sessions", viewer=account)).json()["items"] == []
    assert (await user.api.post("/user/sessions/current/seen", viewer=account)).status == 404


async def test_the_session_look_up_is_one_query(user: ServiceUnderTest, max_queries: Any) -> None:
    await person(user, "alice", password=PASSWORD)
    await log_in(user, token_hash=(digest := token_hash()))
    with max_queries(1):
        assert (await current(user, digest)).status == 200
    assert (await current(user, token_hash())).code == "session_not_found"
    assert (await current(user, "nonsense")).status == 422


async def test_counting_tries_and_giving_them_back_at_once(user: ServiceUnderTest) -> None:
    """Seen to fail (deadlock) with GIVE_BACK in the order in which the rows lie in the table."""
    attempts = Attempts(user.writing)
    buckets = [Bucket(name, 10**6, timedelta(hours=1)) for name in "dcba"]
    for bucket in buckets * 4:
        await attempts.take([bucket])

    async def give_back() -> None:
        async with user.writing() as writer:
            await attempts.give_back(writer, buckets)

    for _ in range(50):
        await asyncio.gather(*(attempts.take(buckets) for _ in range(4)), *(give_back() for _ in range(4)))
    counts = await user.reader.fetch("SELECT count FROM attempt")
    assert [row["count"] for row in counts] == [4] * 4
