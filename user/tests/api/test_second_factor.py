from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from kit import clock
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.batch.purge import PURGE
from user.domain import limits
from user.tests.api.test_sessions import log_in
from user.tests.factories import PASSWORD, app_code, enrol, person, set_state

ROOT = "/user/second-factor"


async def begin(user: ServiceUnderTest, account: int, session: int = 1, password: str = PASSWORD) -> Answer:
    return await user.api.post(ROOT, viewer=account, session=session, json={"password": password})


async def confirm(user: ServiceUnderTest, account: int, code: str, session: int = 1) -> Answer:
    return await user.api.post(f"{ROOT}/confirm", viewer=account, session=session, json={"code": code})


async def prove(user: ServiceUnderTest, act: str, account: int, code: str, session: int = 1, **changes: Any) -> Answer:
    body = {"password": PASSWORD, "code": code, **changes}
    return await user.api.post(f"{ROOT}/{act}", viewer=account, session=session, json=body)


async def state(user: ServiceUnderTest, account: int) -> Any:
    return (await user.api.get(ROOT, viewer=account)).json()


async def mails(user: ServiceUnderTest) -> list[str]:
    return [row["kind"] for row in await user.reader.fetch("SELECT kind FROM mail ORDER BY id")]


def app(answer: Answer) -> pyotp.TOTP:
    """An authenticator app that has read the QR code."""
    found = pyotp.parse_uri(answer.json()["uri"])
    assert isinstance(found, pyotp.TOTP)
    return found


def other(code: str) -> str:
    return f"{(int(code) + 500_000) % 10**6:06}"


async def test_setting_it_up(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert await state(user, account) == {"on": False, "since": None, "recovery_codes_left": 0}
    begun = await begin(user, account)
    assert begun.status == 200, begun
    secret = parse_qs(urlsplit(begun.json()["uri"]).query)["secret"][0]
    assert begun.json()["secret"].replace(" ", "") == secret
    assert (app(begun).name, app(begun).issuer) == ("alice", "Mockstagram")
    assert not (await state(user, account))["on"]
    assert (await log_in(user)).status == 201, "nothing is asked for before it is confirmed"
    answer = await confirm(user, account, app(begun).now())
    assert answer.status == 200, answer
    assert len(set(answer.json()["codes"])) == 10
    now = await state(user, account)
    assert (now["on"], now["recovery_codes_left"]) == (True, 10)
    assert await mails(user) == ["second_factor_on"]
    assert (await log_in(user)).code == "totp_required"
    assert (await begin(user, account)).code == (await confirm(user, account, "123456")).code == "totp_on"


async def test_the_password_is_asked_for(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await begin(user, account, password="wrong horse")).code == "password_wrong"
    secret, _ = await enrol(user, account)
    for act in ("disable", "recovery-codes"):
        answer = await prove(user, act, account, app_code(secret), password="wrong horse")
        assert answer.code == "password_wrong"


async def test_only_the_code_of_the_newest_secret_confirms(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await confirm(user, account, "123456")).code == "totp_off"
    first, second = await begin(user, account), await begin(user, account)
    for wrong in (app(first).now(), other(app(second).now())):
        assert (await confirm(user, account, wrong)).code == "totp_wrong"
    assert not (await state(user, account))["on"]
    assert (await confirm(user, account, app(second).now())).status == 200


async def test_a_set_up_that_was_given_up_is_no_longer_good_and_goes(user: ServiceUnderTest) -> None:
    account, bob = await person(user, "alice", password=PASSWORD), await person(user, "bob")
    begun = await begin(user, account)
    await enrol(user, bob)
    with clock.at(datetime.now(UTC) + limits.ENROLMENT_LIFE + timedelta(seconds=1)):
        code = app(begun).at(clock.now())
        assert (await confirm(user, account, code)).code == "totp_off"
        await user.run_job(PURGE)
    assert [row["account_id"] for row in await user.reader.fetch("SELECT account_id FROM second_factor")] == [bob]


async def test_a_stolen_session_cannot_guess_for_ever_nor_keep_the_owner_out(user: ServiceUnderTest) -> None:
    """Seen to fail without `attempts.take` in `confirm_second_factor`."""
    account = await person(user, "alice", password=PASSWORD)
    begun = await begin(user, account, 1)
    wrong = other(app(begun).now())
    stolen = [await confirm(user, account, wrong, 2) for _ in range(12)]
    assert [answer.status for answer in stolen] == [400] * 10 + [429] * 2
    assert (await confirm(user, account, app(begun).now(), 1)).status == 200


@pytest.mark.parametrize("kind", ["app", "recovery code"])
async def test_switching_it_off(user: ServiceUnderTest, kind: str) -> None:
    account = await person(user, "alice", password=PASSWORD)
    secret, codes = await enrol(user, account)
    assert (await prove(user, "disable", account, other(app_code(secret)))).code == "totp_wrong"
    assert (await state(user, account))["on"]
    answer = await prove(user, "disable", account, app_code(secret) if kind == "app" else codes[0])
    assert answer.status == 204, answer
    assert await state(user, account) == {"on": False, "since": None, "recovery_codes_left": 0}
    assert (await mails(user))[-1] == "second_factor_off"
    assert await user.reader.fetchval("SELECT count(*) FROM recovery_code") == 0
    assert (await log_in(user)).status == 201
    assert (await prove(user, "disable", account, app_code(secret))).code == "totp_off"


async def test_new_recovery_codes_replace_the_old_ones(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    secret, old = await enrol(user, account)
    answer = await prove(user, "recovery-codes", account, app_code(secret))
    new = answer.json()["codes"]
    assert not set(new) & set(old)
    assert await mails(user) == ["recovery_codes_new"]
    assert (await log_in(user, code=old[0])).code == "totp_wrong"
    assert (await log_in(user, code=new[0])).status == 201
    assert (await state(user, account))["recovery_codes_left"] == 9


async def test_nothing_that_is_secret_lies_in_the_tables(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    begun = await begin(user, account)
    codes = (await confirm(user, account, app(begun).now())).json()["codes"]
    rows = await user.reader.fetch(
        "SELECT s::text AS text FROM second_factor s UNION ALL SELECT r::text FROM recovery_code r"
    )
    text = "\n".join(row["text"] for row in rows)
    secret = app(begun).byte_secret()
    for hidden in (secret.hex(), app(begun).secret, *(code.replace("-", "").encode().hex() for code in codes)):
        assert hidden not in text


async def test_a_row_that_was_swapped_opens_nothing(user: ServiceUnderTest) -> None:
    """Whoever can write into the table but has no key gets in with nobody's secret but that account's own."""
    alice, mallory = await person(user, "alice", password=PASSWORD), await person(user, "mallory", password=PASSWORD)
    await enrol(user, alice)
    secret, _ = await enrol(user, mallory)
    async with user.writing() as writer:
        await writer.execute(
            "UPDATE second_factor a SET ciphertext = m.ciphertext, nonce = m.nonce FROM second_factor m "
            "WHERE a.account_id = $1 AND m.account_id = $2", alice, mallory,
        )  # fmt: skip
    assert (await log_in(user, code=app_code(secret))).code == "totp_wrong"


async def test_who_may(user: ServiceUnderTest) -> None:
    account = await person(user, "alice", password=PASSWORD)
    assert (await user.api.get(ROOT)).code == "unauthenticated"
    await set_state(user, account, "deleted")
    assert (await begin(user, account)).code == "unauthenticated"


async def test_looking_is_one_query(user: ServiceUnderTest, max_queries: Any) -> None:
    account = await person(user, "alice")
    await enrol(user, account)
    with max_queries(1):
        assert (await state(user, account))["recovery_codes_left"] == 10
