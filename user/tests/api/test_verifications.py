from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from kit import clock
from kit.testing.service import ServiceUnderTest
from user.domain import limits
from user.domain.model import Purpose
from user.tests.factories import mailed_code, person, sign_up_request


async def signed_up(user: ServiceUnderTest) -> int:
    answer = await user.api.post("/user/accounts", json=sign_up_request())
    return int(answer.json()["viewer"]["id"])


async def code_of(user: ServiceUnderTest, account: int) -> str:
    return await mailed_code(user, account, Purpose.VERIFY_EMAIL)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def confirm(user: ServiceUnderTest, account: int, code: str) -> tuple[int, str]:
    answer = await user.api.post("/user/email-verifications", viewer=account, json={"code": code})
    return answer.status, answer.code


async def test_the_right_code_proves_the_address(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    answer = await user.api.post("/user/email-verifications", viewer=alice, json={"code": await code_of(user, alice)})
    assert answer.status == 200, answer
    assert answer.json()["verified"] is True
    assert await confirm(user, alice, "123456") == (409, "already_verified")
    assert (await user.api.post("/user/email-verifications/resend", viewer=alice)).code == "already_verified"


async def test_a_code_may_be_tried_ten_times(user: ServiceUnderTest) -> None:
    """The tenth wrong try ends it, and a refusal does not undo its count."""
    alice = await signed_up(user)
    code = await code_of(user, alice)
    wrong = [
        await user.api.post("/user/email-verifications", viewer=alice, json={"code": other(code)}) for _ in range(10)
    ]
    assert [answer.json()["tries_left"] for answer in wrong] == list(range(9, -1, -1))
    assert await confirm(user, alice, code) == (400, "code_expired")


async def test_tries_at_once_are_counted_one_by_one(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    code = other(await code_of(user, alice))
    answers = await asyncio.gather(*(confirm(user, alice, code) for _ in range(20)))
    assert sorted(answers) == [(400, "code_expired")] * 10 + [(400, "code_wrong")] * 10


async def test_codes_grow_old(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    code = await code_of(user, alice)
    with clock.at(datetime.now(UTC) + timedelta(hours=1)):
        assert await confirm(user, alice, code) == (400, "code_expired")


async def test_a_new_code_replaces_the_old_one(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    old = await code_of(user, alice)
    assert (await user.api.post("/user/email-verifications/resend", viewer=alice)).status == 204
    new = await code_of(user, alice)
    assert old != new
    assert await confirm(user, alice, old) == (400, "code_wrong")
    assert (await confirm(user, alice, new))[0] == 200


async def test_codes_are_sent_only_so_often(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    answers = [await user.api.post("/user/email-verifications/resend", viewer=alice) for _ in range(6)]
    assert [answer.status for answer in answers] == [204] * 5 + [429]
    assert answers[-1].json()["limit"] == limits.RESEND_ACCOUNT[0]
    assert await user.reader.fetchval("SELECT count(*) FROM mail") == 6


async def test_the_code_of_another_does_not_help(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    bob = await person(user, "bob", verified=False)
    assert await confirm(user, bob, await code_of(user, alice)) == (400, "code_expired")
    assert await confirm(user, 404, "123456") == (401, "unauthenticated")


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", " 12345"])
async def test_what_is_no_code(user: ServiceUnderTest, code: str) -> None:
    assert await confirm(user, 7, code) == (422, "malformed")


async def test_no_code_lies_in_the_database(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    code = await code_of(user, alice)
    for table in ("mailed_code", "mail", "outbox"):
        rows = await user.reader.fetch(f"SELECT row_to_json({table})::text AS row FROM {table}")
        assert not any(f'"{code}"' in row["row"] for row in rows)


async def test_a_code_does_not_prove_an_address_that_was_changed(user: ServiceUnderTest) -> None:
    alice = await signed_up(user)
    code = await code_of(user, alice)
    async with user.writing() as writer:
        await writer.execute("UPDATE account SET email = 'new@example.org' WHERE id = $1", alice)
    assert await confirm(user, alice, code) == (400, "code_expired")
