"""The tools of tests find what they are for."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
import structlog

from kit.contracts import openapi
from kit.runtime import Runtime
from kit.testing import queries
from kit.testing.fuzz import ABSENT, Report, Scene, fuzz
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
