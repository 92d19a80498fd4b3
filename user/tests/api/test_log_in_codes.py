"""Log-ins and resets of somebody who has a second factor."""

from __future__ import annotations

import asyncio
import time
from statistics import median
from typing import Any

import pytest

from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from kit.testing.until import until
from user.domain import limits
from user.domain.commands import second_factors
from user.tests.api.test_password_resets import NEW, ask, code_of, enter
from user.tests.api.test_second_factor import mails, other
from user.tests.api.test_sessions import log_in
from user.tests.factories import PASSWORD, app_code, enrol, person, set_state, token_hash


async def protected(user: ServiceUnderTest) -> tuple[int, bytes, list[str]]:
    """Alice with a second factor: her id, the secret, the recovery codes."""
    account = await person(user, "alice", password=PASSWORD)
    return account, *await enrol(user, account)


async def sessions(user: ServiceUnderTest) -> int:
    return int(await user.reader.fetchval("SELECT count(*) FROM session"))


@pytest.mark.parametrize("steps", [-1, 0, 1])
async def test_the_app_gives_the_second_factor(user: ServiceUnderTest, steps: int) -> None:
    _, secret, _ = await protected(user)
    # The step before must not become the one before that while the password is hashed.
    await until(lambda: time.time() % 30 < 25, within=10, what="a step that goes on for a while")
    asked = await log_in(user)
    assert (asked.status, asked.code) == (403, "totp_required")
    assert await sessions(user) == 0
    answer = await log_in(user, code=app_code(secret, steps))
    assert answer.status == 201, answer
    assert await mails(user) == []


async def test_coming_back_takes_the_second_factor_as_well(user: ServiceUnderTest) -> None:
    """The password alone opens nothing."""
    account, secret, _ = await protected(user)
    await user.api.post("/user/deactivation", viewer=account, json={"password": PASSWORD})
    assert (await log_in(user, code=app_code(secret))).code == "account_deactivated"
    for code, refusal in ((None, "totp_required"), ("000000", "totp_wrong")):
        assert (await log_in(user, reopen=True, code=code)).code == refusal
        assert await user.reader.fetchval("SELECT state FROM account WHERE id = $1", account) == "deactivated"
    assert (await log_in(user, reopen=True, code=app_code(secret))).status == 201
    assert await user.reader.fetchval("SELECT state FROM account WHERE id = $1", account) == "active"


@pytest.mark.parametrize("steps", [-3, 3])
async def test_codes_of_other_times_are_wrong(user: ServiceUnderTest, steps: int) -> None:
    _, secret, _ = await protected(user)
    assert (await log_in(user, code=app_code(secret, steps))).code == "totp_wrong"
    assert await sessions(user) == 0


async def test_a_code_is_good_once(user: ServiceUnderTest) -> None:
    """Neither it nor an earlier one. Seen to fail without `last_step` in TAKE_STEP."""
    _, secret, _ = await protected(user)
    code, earlier = app_code(secret), app_code(secret, -1)
    assert (await log_in(user, code=code)).status == 201
    for used in (code, earlier):
        assert (await log_in(user, code=used)).code == "totp_wrong"
    assert (await log_in(user, code=app_code(secret, 1))).status == 201


async def test_of_two_with_the_same_code_one_gets_in(user: ServiceUnderTest) -> None:
    """Seen to fail with TAKE_STEP that takes what is taken."""
    _, secret, codes = await protected(user)
    for code in (app_code(secret), codes[0]):
        before = await sessions(user)
        answers = await asyncio.gather(*(log_in(user, code=code) for _ in range(4)))
        assert sorted(answer.status for answer in answers) == [201, 400, 400, 400]
        assert await sessions(user) == before + 1


async def test_a_recovery_code_is_good_once_however_it_is_typed(user: ServiceUnderTest) -> None:
    _, _, codes = await protected(user)
    assert (await log_in(user, code=codes[0].upper().replace("-", " "))).status == 201
    assert await mails(user) == ["recovery_code_used"]
    assert (await log_in(user, code=codes[0])).code == "totp_wrong"
    assert (await log_in(user, code=codes[1])).status == 201


async def test_a_repeated_log_in_has_the_same_answer(user: ServiceUnderTest) -> None:
    """Though its code was used up the first time. Seen to fail without `_is_open`."""
    _, secret, _ = await protected(user)
    digest, code = token_hash(), app_code(secret)
    answers = await asyncio.gather(*(log_in(user, token_hash=digest, code=code) for _ in range(3)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1


async def test_nothing_is_told_before_the_password_is_right(user: ServiceUnderTest) -> None:
    """Seen to fail with the second factor asked for before the password is compared."""
    _, secret, _ = await protected(user)
    await person(user, "bob", password=PASSWORD)
    bodies = [
        (await log_in(user, name, "wrong horse", **code)).body
        for name in ("alice", "bob", "nobody")
        for code in ({}, {"code": app_code(secret)})
    ]
    assert len(set(bodies)) == 1

    async def seconds(identifier: str) -> float:
        started = time.perf_counter()
        await log_in(user, identifier, "wrong horse", device=f"device of {started}", code="123456")
        return time.perf_counter() - started

    times = {name: [await seconds(name) for _ in range(5)] for name in ("alice", "bob")}
    assert abs(median(times["alice"]) - median(times["bob"])) < 0.05


async def test_a_code_that_nobody_asked_for_does_no_harm(user: ServiceUnderTest) -> None:
    await person(user, "alice", password=PASSWORD)
    assert (await log_in(user, code="123456")).status == 201
    assert (await log_in(user, code="?")).status == 422


async def test_to_be_asked_for_a_code_uses_nothing_up(user: ServiceUnderTest) -> None:
    """Seen to fail without `give_back` in `_present`."""
    _, secret, _ = await protected(user)
    assert {(await log_in(user)).code for _ in range(12)} == {"totp_required"}
    assert (await log_in(user, code=app_code(secret))).status == 201


async def test_a_right_code_gives_back_its_own_try_and_no_other(user: ServiceUnderTest) -> None:
    """Seen to fail with what is given back given back twice."""
    account, secret, codes = await protected(user)
    wrong = other(app_code(secret))
    await log_in(user, code=codes[0])

    async def tried() -> int:
        return int(await user.reader.fetchval("SELECT sum(count) FROM attempt WHERE bucket LIKE 'second-factor:%'"))

    for _ in range(3):
        await log_in(user, code=wrong)
    assert (await log_in(user, code=app_code(secret))).status == 201
    assert await tried() == 3
    await ask(user)
    assert (await reset(user, await code_of(user, account), wrong)).code == "totp_wrong"
    assert (await reset(user, await code_of(user, account), app_code(secret, 1))).status == 204
    assert await tried() == 4


async def test_guessing_ends_and_counts_although_it_is_refused(user: ServiceUnderTest) -> None:
    _, secret, _ = await protected(user)
    wrong = other(app_code(secret))
    answers = await asyncio.gather(*(log_in(user, code=wrong, device="evil") for _ in range(14)))
    assert sorted(answer.status for answer in answers) == [400] * 10 + [429] * 4
    assert (await log_in(user, code=app_code(secret), device="evil")).status == 429


async def test_guessing_from_everywhere_ends_and_the_owner_still_gets_in(user: ServiceUnderTest) -> None:
    """By whoever knows the password. Seen to fail with SECOND_FACTOR_ACCOUNT taken out of `second_factor_buckets`,
    and, for the owner, with the device's own window taken out."""
    _, secret, codes = await protected(user)
    home = {"device": "phone", "address_hash": "address-at-home-"}
    assert (await log_in(user, code=codes[0], **home)).status == 201

    async def guess(number: int) -> Answer:
        origin = {"device": f"bot{number}", "address_hash": f"address-of-bot-{number:04}"}
        return await log_in(user, code=f"{number:06}", **origin)

    answers = await asyncio.gather(*(guess(number) for number in range(16)))
    assert sorted(answer.status for answer in answers) == [400] * 10 + [429] * 6
    code = app_code(secret)
    stranger = {"device": "stranger", "address_hash": "address-elsewhere"}
    assert (await log_in(user, code=code, **stranger)).status == 429
    assert (
        await log_in(user, code=app_code(secret, -1), device="phone", address_hash="address-on-the-road")
    ).status == 201
    assert (await log_in(user, code=code, device="new-laptop", address_hash="address-at-home-")).status == 201
    assert (await log_in(user, code=codes[1], **stranger)).status == 201, "a recovery code is too long to guess"


async def test_a_day_has_so_many_guesses(user: ServiceUnderTest) -> None:
    """Seen to fail with SECOND_FACTOR_ACCOUNT_DAY taken out."""
    await protected(user)
    counted = 0
    for hour in range(4):
        async with user.writing() as writer:
            await writer.execute("DELETE FROM attempt WHERE bucket NOT LIKE '%-day:%'")
        answers = [
            await log_in(
                user, code="000000", device=f"bot{hour}-{number}", address_hash=f"address-of-{hour}-{number:06}"
            )
            for number in range(10)
        ]
        counted += [answer.status for answer in answers].count(400)
    assert counted == limits.SECOND_FACTOR_ACCOUNT_DAY[0]


async def test_long_codes_are_counted_too(user: ServiceUnderTest) -> None:
    _, _, codes = await protected(user)
    answers = [await log_in(user, code="aaaaa-aaaaa", device=f"bot{number % 4}") for number in range(9)]
    assert {answer.code for answer in answers} == {"totp_wrong"}
    assert await user.reader.fetchval("SELECT count FROM attempt WHERE bucket LIKE 'recovery-code:%'") == 9
    assert (await log_in(user, code=codes[0])).status == 201


async def test_suspension_is_told_to_who_knows_the_password(user: ServiceUnderTest) -> None:
    account, secret, _ = await protected(user)
    await set_state(user, account, "suspended")
    assert (await log_in(user, code=app_code(secret))).code == "account_suspended"


async def reset(user: ServiceUnderTest, code: str, second: str | None = None, **options: Any) -> Answer:
    extra = {} if second is None else {"second_code": second}
    return await enter(user, code, extra=extra, **options)


async def test_a_reset_asks_for_the_second_factor_as_well(user: ServiceUnderTest) -> None:
    """Who reads the mail alone gets nowhere. Seen to fail without `require_second_factor` and `present` in `reset_password`."""
    account, secret, codes = await protected(user)
    await ask(user)
    code = await code_of(user, account)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert (await reset(user, wrong)).code == (await reset(user, wrong, app_code(secret))).code == "reset_code_wrong"
    assert (await reset(user, code)).code == "totp_required"
    assert (await reset(user, code, other(app_code(secret)))).code == "totp_wrong"
    assert (await log_in(user)).code == "totp_required", "the password is the old one"
    assert (await reset(user, code, app_code(secret))).status == 204
    assert (await log_in(user, password=NEW, code=app_code(secret))).code == "totp_wrong", "the code is used up"
    assert (await log_in(user, password=NEW, code=codes[0])).status == 201
    assert "password_changed" in await mails(user)


async def test_a_reset_takes_a_recovery_code(user: ServiceUnderTest) -> None:
    account, _, codes = await protected(user)
    await ask(user)
    assert (await reset(user, await code_of(user, account), codes[0])).status == 204
    assert (await log_in(user, password=NEW, code=codes[0])).code == "totp_wrong"


async def test_a_weak_password_leaves_both_codes_good(user: ServiceUnderTest) -> None:
    account, _, codes = await protected(user)
    await ask(user)
    code = await code_of(user, account)
    assert (await reset(user, code, codes[0], new_password="alice@example.org")).code == "password_weak"
    assert (await reset(user, code, codes[0])).status == 204


async def test_resets_and_log_ins_share_what_strangers_may_guess(user: ServiceUnderTest) -> None:
    account, _, _ = await protected(user)
    for number in range(10):
        await log_in(user, code="000000", device=f"bot{number}", address_hash=f"address-of-bot-{number:04}")
    await ask(user, device="bot")
    answer = await reset(user, await code_of(user, account, "bot"), "000000", device="bot")
    assert answer.status == 429


async def test_a_second_factor_switched_on_meanwhile_is_asked_for(
    user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look before the lock and the lock."""
    account = await person(user, "alice", password=PASSWORD)

    async def then_enrol(*args: Any, **options: Any) -> Any:
        found = await second_factors.present(*args, **options)
        await enrol(user, account)
        return found

    monkeypatch.setattr("user.domain.commands.sessions.present", then_enrol)
    assert (await log_in(user)).code == "totp_required"
    assert await sessions(user) == 0
