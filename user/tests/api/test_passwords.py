from __future__ import annotations

import asyncio
from typing import Any

from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.tests.api.test_sessions import current, log_in
from user.tests.factories import PASSWORD, person, set_state, token_hash

NEW = "a battery staple"


async def change(user: ServiceUnderTest, account: int, session: int | None = None, **changes: Any) -> Answer:
    body = {"current_password": PASSWORD, "new_password": NEW, **changes}
    return await user.api.put("/user/password", viewer=account, session=session, json=body)


async def test_changing_the_password_ends_all_other_sessions(user: ServiceUnderTest) -> None:
    """Seen to fail without `revoke_others`."""
    account = await person(user, "alice", password=PASSWORD)
    digests = [token_hash() for _ in range(3)]
    ids = [int((await log_in(user, token_hash=digest)).json()["session_id"]) for digest in digests]
    answer = await change(user, account, ids[1])
    assert answer.status == 204, answer
    assert [(await current(user, digest)).status for digest in digests] == [404, 200, 404]
    (event,) = await user.outbox("user.session_revoked")
    assert {int(ended) for ended in event.payload["session_ids"]} == {ids[0], ids[2]}
    assert (await log_in(user)).code == "wrong_credentials"
    assert (await log_in(user, password=NEW)).status == 201
    mails = await user.reader.fetch("SELECT kind, recipient FROM mail")
    assert [tuple(row) for row in mails] == [("password_changed", "alice@example.org")]


async def test_the_old_password_is_asked_for(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await change(user, account, current_password="wrong horse")).code == "password_wrong"
    assert (await log_in(user)).status == 201


async def test_a_new_password_has_to_be_a_good_one(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    for weak, reason in (("short", "too_short"), ("password123", "common"), ("alice@example.org", "personal")):
        answer = await change(user, account, new_password=weak)
        assert (answer.status, answer.json()["reason"]) == (400, reason)


async def test_a_stolen_session_cannot_guess_for_ever_nor_keep_the_owner_out(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    stolen = [await change(user, account, 1, current_password=f"wrong horse {i}") for i in range(12)]
    assert [answer.status for answer in stolen] == [400] * 10 + [429] * 2
    assert (await log_in(user)).status == 201
    assert (await change(user, account, 2)).status == 204


async def test_right_passwords_use_nothing_up(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    for _ in range(12):
        assert (await change(user, account, 1, new_password=PASSWORD)).status == 204


async def test_of_two_changes_at_once_one_wins(user: ServiceUnderTest) -> None:
    """Seen to fail without the second look in `lock_confirmed`."""
    account = await person(user, "alice", password=PASSWORD)
    answers = await asyncio.gather(*(change(user, account, 1, new_password=f"{NEW} {i}") for i in range(2)))
    assert sorted(answer.status for answer in answers) in ([204, 400], [204, 409])


async def test_an_old_password_opens_nothing_after_the_change(user: ServiceUnderTest) -> None:
    """Log-ins under way while the password changes."""
    account = await person(user, "alice", password=PASSWORD)
    await asyncio.gather(change(user, account), *(log_in(user) for _ in range(4)))
    living = await user.reader.fetchval("SELECT count(*) FROM session WHERE revoked_at IS NULL")
    assert living == 0


async def test_an_account_that_is_gone_has_no_password(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await change(user, account + 1)).code == "unauthenticated"
    await set_state(user, account, "deleted")
    assert (await change(user, account)).code == "unauthenticated"
