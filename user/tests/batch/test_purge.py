from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kit import clock
from kit.testing.service import ServiceUnderTest
from user.batch import purge
from user.batch.purge import PURGE
from user.tests.factories import PASSWORD, person, session_request, sign_up_request

TABLES = ("session", "mailed_code", "attempt", "mail")


async def rows(user: ServiceUnderTest) -> dict[str, int]:
    return {table: await user.reader.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES}


async def test_what_is_of_no_more_use_goes_and_nothing_else(
    user: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "CHUNK", 1)
    await person(user, "bob", password=PASSWORD)
    for name in ("alice", "carol"):
        await user.api.post("/user/accounts", json=sign_up_request(name))
    await user.run_job(PURGE)
    assert await rows(user) == {"session": 2, "mailed_code": 2, "attempt": 1, "mail": 2}
    with clock.at(datetime.now(UTC) + timedelta(days=8)):
        await user.run_job(PURGE)
        assert await rows(user) == {"session": 2, "mailed_code": 0, "attempt": 0, "mail": 2}
    async with user.writing() as writer:
        await writer.execute("UPDATE mail SET state = 'sent'")
    with clock.at(datetime.now(UTC) + timedelta(days=181)):
        request = {"identifier": "bob", "password": PASSWORD, "session": session_request()}
        assert (await user.api.post("/user/sessions", json=request)).status == 201
        await user.run_job(PURGE)
        assert await rows(user) == {"session": 1, "mailed_code": 0, "attempt": 3, "mail": 0}
