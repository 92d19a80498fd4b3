"""Passwords and codes guessed from many addresses through both regions at once (S9), with the limits of the public."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import psycopg
import pyotp
import pytest
import pytest_asyncio

from infra.native.system import System
from infra.provision import admin_dsn
from kit.testing.counts import count
from kit.testing.until import until
from tests.support.limits import public_limits
from tests.support.person import Answer, Person
from tests.support.place import Place
from user.domain import limits

REGIONS = ("ap-northeast", "eu-central")
NEW = "another horse battery staple"
Guess = Callable[[Person, int], Awaitable[Answer]]


class Scene:
    """Alice, who is at home at her phone, and any number of browsers elsewhere."""

    def __init__(self, system: System, stack: AsyncExitStack, number: int) -> None:
        self.system = system
        self._stack = stack
        self._net = f"127.9.{number}"
        self._hosts = 0

    async def browser(self, region: str = REGIONS[0]) -> Person:
        """A browser that was never here, at an address of its own."""
        person = Person(Place.of(self.system), region, address=self.address())
        return await self._stack.enter_async_context(person)

    def address(self) -> str:
        """Where nobody was before."""
        self._hosts += 1
        return f"{self._net}.{self._hosts}"

    async def arrive(self) -> Person:
        """Alice signs up at her phone."""
        self.alice = await (await self.browser()).sign_up()
        return self.alice

    async def guess(self, browsers: int, tries: int, guess: Guess) -> Counter[str]:
        """Everybody at once, half of them in each region; codes of the answers."""
        people = [await self.browser(REGIONS[number % 2]) for number in range(browsers)]

        async def one(number: int) -> list[Answer]:
            return [await guess(people[number], number * tries + turn) for turn in range(tries)]

        answers = [answer for some in await asyncio.gather(*map(one, range(browsers))) for answer in some]
        assert all(400 <= answer.status < 500 for answer in answers), answers
        return Counter(answer.code for answer in answers)

    def tries(self) -> list[int]:
        """How often each code was tried that alice was mailed for a new password."""
        dsn = admin_dsn(self.system.installation.topology, self.system.installation.secrets, "user")
        query = "SELECT tries FROM mailed_code WHERE purpose = 'reset_password' AND account_id = %s"
        with psycopg.connect(dsn) as connection:
            return [tries for (tries,) in connection.execute(query, (self.alice.id,))]


@pytest_asyncio.fixture(loop_scope="session")
async def scene(system: System, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Each test has addresses of its own; alice has signed up before the limits are those of the public."""
    async with AsyncExitStack() as stack:
        made = Scene(system, stack, 1 + sorted(globals()).index(request.function.__name__))
        await made.arrive()
        async with public_limits(system, "user"):
            yield made


async def test_passwords(scene: Scene) -> None:
    """Seen to fail with LOG_IN_ACCOUNT taken out of `log_in_buckets`, and with the device's own window taken out."""
    alice = scene.alice

    async def guess(person: Person, number: int) -> Answer:
        body = {"identifier": alice.username, "password": f"wrong horse {number}"}
        return await person.send("POST", "/auth/log-in", body)

    answers = await scene.guess(20, 7, guess)
    assert answers == {"wrong_credentials": limits.LOG_IN_ACCOUNT[0], "rate_limited": 40}
    count("passwords guessed before it ended", answers["wrong_credentials"])
    assert (await (await scene.browser()).log_in(alice.username)).code == "rate_limited", "not even with the right one"
    await alice.travel(scene.address())
    (await alice.log_in(alice.username)).ok()


async def test_codes_for_a_new_password(scene: Scene) -> None:
    """Seen to fail with RESET_MAILS taken out of `_send`."""
    alice, asked = scene.alice, {"identifier": scene.alice.username}
    people: set[Person] = set()

    async def guess(person: Person, number: int) -> Answer:
        if person not in people:
            people.add(person)
            (await person.send("POST", "/auth/password-reset", asked)).ok()
        body = asked | {"code": f"{number:08}", "new_password": NEW}
        return await person.send("POST", "/auth/password-reset/confirm", body)

    assert await scene.guess(10, 12, guess) == {"reset_code_wrong": 120}
    assert sorted(scene.tries()) == [limits.CODE_TRIES] * limits.RESET_MAILS[0]
    count("codes for a new password guessed before it ended", sum(scene.tries()))
    (await alice.log_in(alice.username)).ok()
    await alice.travel(scene.address())
    old = await until(lambda: _codes(alice, limits.RESET_MAILS[0]), what="the attackers' codes are mailed")
    (await alice.send("POST", "/auth/password-reset", asked)).ok()
    (new,) = await until(lambda: _codes(alice, len(old) + 1), what="alice's code is mailed") - old
    (await alice.send("POST", "/auth/password-reset/confirm", asked | {"code": new, "new_password": NEW})).ok()


async def test_codes_of_the_app(scene: Scene) -> None:
    """By people who know the password. Seen to fail with SECOND_FACTOR_ACCOUNT taken out of `second_factor_buckets`,
    and with the device's own window taken out.
    """
    alice = scene.alice
    app, recovery = await alice.enrol()
    asked = await (await scene.browser()).log_in(alice.username)
    assert (asked.status, asked.code) == (403, "totp_required")

    async def guess(person: Person, number: int) -> Answer:
        return await person.log_in(alice.username, code=f"{number:06}")

    answers = await scene.guess(12, 3, guess)
    assert answers == {"totp_wrong": limits.SECOND_FACTOR_ACCOUNT[0], "rate_limited": 26}
    count("codes of the app guessed before it ended", answers["totp_wrong"])
    code = _next(app)
    stranger = await scene.browser(REGIONS[1])
    assert (await stranger.log_in(alice.username, code=code)).code == "rate_limited", "not even with the right one"
    await alice.travel(scene.address())
    (await alice.log_in(alice.username, code=code)).ok()
    assert (await alice.log_in(alice.username, code=code)).code == "totp_wrong", "used already"
    (await stranger.log_in(alice.username, code=recovery[0])).ok()


async def test_one_code_in_both_regions_at_once(scene: Scene) -> None:
    """Seen to fail with `last_step` not compared in TAKE_STEP."""
    app, _ = await scene.alice.enrol()
    people = [await scene.browser(REGIONS[number % 2]) for number in range(6)]
    code = _next(app)
    answers = await asyncio.gather(*(person.log_in(scene.alice.username, code=code) for person in people))
    assert Counter(answer.code for answer in answers) == {"": 1, "totp_wrong": 5}


def _next(app: pyotp.TOTP) -> str:
    """The code of half a minute from now, which is good already."""
    return app.at(datetime.now(UTC) + timedelta(seconds=30))


async def _codes(person: Person, number: int) -> set[str]:
    """All codes for a new password in the person's mailbox, once there are so many."""
    found = await person.mailed_codes(8)
    return set(found) if len(found) >= number else set()
