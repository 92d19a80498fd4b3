"""The tools of tests find what they are for."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
import structlog

from kit.app import BFF
from kit.contracts import openapi
from kit.runtime import Runtime
from kit.testing import queries
from kit.testing.bodies import refuse_members
from kit.testing.fuzz import ABSENT, Report, Scene, fuzz
from kit.testing.policy import UNAUTHENTICATED, Row, answers, hold
from kit.testing.service import ServiceUnderTest
from kit.testing.serving import serving
from kit.testing.until import until
from kit.tests.conftest import API, NAME


async def test_fuzzing_finds_the_handler_that_breaks(things: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing where the contract holds."""
    monkeypatch.setattr("kit.testing.fuzz.ROUNDS", 1)

    async def scene(operation: Any, chance: random.Random) -> Scene:
        return Scene(things.caller(operation, 7), {"name": f"n{chance.random()}", "cursor": ABSENT})

    contract = openapi(API)
    paths = ("/admin/broken", "/admin/things", "/admin/things/{name}")
    contract["paths"] = {path: contract["paths"][path] for path in paths}
    with structlog.testing.capture_logs():  # the failures are meant
        async with serving(API, things.world):
            report = await fuzz(contract, things.url, scene, cases=1)
    assert {fault.partition(":")[0] for fault in report.faults} == {"POST /admin/broken"}
    assert "POST /admin/broken" in report.never_well()
    assert "POST /admin/things" not in report.never_well()
    with pytest.raises(AssertionError, match="Server error"):
        report.require()


def test_a_run_that_proves_little_fails() -> None:
    report = Report()
    report.answers["GET /a"] = Counter({200: 90, 404: 10})
    with pytest.raises(AssertionError, match="only 100 cases"):
        report.require()
    with pytest.raises(AssertionError, match="only 90 of 100"):
        report.require(cases=100, well=0.95)
    report.require(cases=100)
    report.answers["GET /b"] = Counter({404: 1})
    with pytest.raises(AssertionError, match="never well"):
        report.require(cases=100)


class Cast:
    """Somebody, and somebody whom nobody lets in."""

    actors = ("anonymous", "member")

    async def arrange(self) -> None:
        """Things are not removed."""

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        return {"viewer": 7} if actor == "member" else {}

    def values(self, subject: str) -> dict[str, Any]:
        return {"name": subject}


POLICY = {
    "POST /admin/things": Row(
        (BFF,), {"new": answers("201", anonymous=UNAUTHENTICATED)}, body=lambda values: {"name": values["name"]}
    ),
    "GET /admin/things/{name}": Row((BFF,), {"new": answers("200"), "absent": answers("200")}),
}


@pytest.fixture
def two_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    contract = openapi(API)
    contract["paths"] = {name.partition(" ")[2]: contract["paths"][name.partition(" ")[2]] for name in POLICY}
    for module in ("policy", "bodies"):
        monkeypatch.setattr(f"kit.testing.{module}.openapi", lambda _: contract)


@pytest.mark.usefixtures("two_operations")
async def test_a_matrix_finds_what_is_answered_otherwise(things: ServiceUnderTest) -> None:
    assert await hold(things, Cast(), POLICY) > 30
    changed = POLICY | {"POST /admin/things": Row((BFF,), {"new": answers("201")}, body=lambda _: {"name": "other"})}
    with pytest.raises(AssertionError, match="POST /admin/things · new · anonymous: 401 unauthenticated, not 201"):
        await hold(things, Cast(), changed)


@pytest.mark.usefixtures("two_operations")
async def test_a_matrix_that_forgets_something_fails(things: ServiceUnderTest) -> None:
    name = "GET /admin/things/{name}"
    for rows, said in (
        ({}, "without a row"),
        (POLICY | {"GET /admin/nothing": POLICY[name]}, "no such operation"),
        (POLICY | {name: Row(("svc:*",), {"new": answers("200"), "absent": answers("200")})}, "other issuers"),
        (
            POLICY | {name: Row((BFF,), {"new": answers("200", nobody="404"), "absent": answers("200")})},
            "nobody is called",
        ),
    ):
        with pytest.raises(AssertionError, match=said):
            await hold(things, Cast(), rows)


@pytest.mark.usefixtures("two_operations")
async def test_members_that_a_body_does_not_have_are_found(
    things: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await refuse_members(things, Cast(), POLICY) > 15
    # A name that it does have.
    monkeypatch.setattr("kit.testing.bodies.INTERNAL", {"tags": ["x"]})
    monkeypatch.setattr("kit.testing.bodies.objects", lambda *_: iter([((), set())]))
    with pytest.raises(AssertionError, match="POST /admin/things with tags"):
        await refuse_members(things, Cast(), POLICY)


async def test_what_never_holds_is_not_waited_for_for_ever() -> None:
    with pytest.raises(AssertionError, match="rain"):
        await until(lambda: False, within=0.05, what="rain")


async def test_a_service_that_stays_busy_is_not_emptied_for_ever(
    things: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.testing.world.LOCK_TIMEOUT", "100ms")
    async with things.writing() as writer:
        await writer.execute("INSERT INTO thing VALUES ('kept', 1)")
        with pytest.raises(AssertionError, match="INSERT INTO thing"):
            await things.empty()
    await things.empty()


async def test_a_list_that_asks_too_often_fails(things: ServiceUnderTest) -> None:
    queries.install()
    runtime = Runtime(NAME, things.world.environment("us-east", NAME))
    await runtime.open()
    with queries.max_queries(1):
        await runtime.database.reader.fetchval("SELECT 1")
    with pytest.raises(AssertionError, match="1 statements, 0 allowed"), queries.max_queries(0):
        await runtime.database.reader.fetchval("SELECT 1")
    await runtime.close()
