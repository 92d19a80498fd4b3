from __future__ import annotations

import asyncio
from typing import Any

from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.domain.model import Purpose
from user.tests.api.test_sessions import log_in
from user.tests.factories import PASSWORD, mailed_code, person

NEW = "alice@example.com"


async def ask(
    user: ServiceUnderTest, account: int, email: str = NEW, password: str = PASSWORD, **options: Any
) -> Answer:
    body = {"password": password, "email": email}
    return await user.api.post("/user/email-changes", viewer=account, json=body, **options)


async def enter(user: ServiceUnderTest, account: int, code: str) -> Answer:
    return await user.api.post("/user/email-changes/confirm", viewer=account, json={"code": code})


async def code_of(user: ServiceUnderTest, account: int) -> str:
    return await mailed_code(user, account, Purpose.CHANGE_EMAIL)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def test_the_code_that_went_to_the_new_address_makes_it_the_accounts(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD, verified=False)
    assert (await ask(user, account, f" {NEW.upper()} ")).status == 204
    assert (await log_in(user, NEW)).code == "wrong_credentials"
    answer = await enter(user, account, await code_of(user, account))
    assert answer.status == 200, answer
    assert (answer.json()["email"], answer.json()["verified"]) == (NEW, True)
    assert (await log_in(user, NEW)).status == 201
    assert (await log_in(user, "alice@example.org")).code == "wrong_credentials"
    mails = await user.reader.fetch("SELECT kind, recipient FROM mail ORDER BY id")
    assert [tuple(row) for row in mails] == [("change_email", NEW), ("email_changed", "alice@example.org")]
    assert (await enter(user, account, "000000")).code == "code_expired"


async def test_the_password_is_asked_for(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await ask(user, account, password="wrong horse")).code == "password_wrong"
    assert (await ask(user, account, "nonsense")).code == "email_invalid"


async def test_an_address_has_one_account(user: ServiceUnderTest) -> None:
    """Free when it was asked for, taken when it is confirmed."""
    account, bob = await person(user, "alice", password=PASSWORD), await person(user, "bob", password=PASSWORD)
    assert (await ask(user, account, "bob@example.org")).code == "email_taken"
    for asking in (account, bob):
        assert (await ask(user, asking)).status == 204
    codes = [await code_of(user, account), await code_of(user, bob)]
    answers = await asyncio.gather(enter(user, account, codes[0]), enter(user, bob, codes[1]))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert {answer.code for answer in answers} == {"", "email_taken"}


async def test_a_code_may_be_tried_ten_times(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    await ask(user, account)
    code = await code_of(user, account)
    answers = [await enter(user, account, other(code)) for _ in range(10)]
    assert [answer.json()["tries_left"] for answer in answers] == list(range(9, -1, -1))
    assert (await enter(user, account, code)).code == "code_expired"


async def test_codes_are_asked_for_so_often(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    answers = [await ask(user, account, f"alice{i}@example.com") for i in range(6)]
    assert [answer.status for answer in answers] == [204] * 5 + [429]


async def test_a_code_for_one_thing_is_none_for_another(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD, verified=False)
    await ask(user, account)
    code = await code_of(user, account)
    answer = await user.api.post("/user/email-verifications", viewer=account, json={"code": code})
    assert answer.code == "code_expired"
