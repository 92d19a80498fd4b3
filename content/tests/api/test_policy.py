"""The matrix of who may do what: see content/tests/policy.py."""

from __future__ import annotations

import pytest
import pytest_asyncio

from content.tests.conftest import INSERT_ACCOUNT
from content.tests.policy import STRANGER, Shelf, rows
from kit.testing.bodies import refuse_members
from kit.testing.policy import hold
from kit.testing.service import ServiceUnderTest


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(people: None, services: dict[str, ServiceUnderTest]) -> None:
    """Somebody else who may publish."""
    async with services["user"].writing() as writer:
        await writer.execute(INSERT_ACCOUNT, STRANGER, "dan", True, "active")


@pytest.mark.usefixtures("stranger")
async def test_nobody_may_more_or_less_than_is_written(content: ServiceUnderTest) -> None:
    """Seen to fail with the author taken out of POST_FOR_CHANGE, and with archived posts visible to everybody."""
    shelf = Shelf(content)
    await shelf.arrive()
    await hold(content, shelf, rows(content))


async def test_no_body_takes_what_it_does_not_have(content: ServiceUnderTest) -> None:
    """Seen to fail with `forbid_unknown_fields` taken out of kit.schema.Request."""
    shelf = Shelf(content)
    await shelf.arrive()
    await refuse_members(content, shelf, rows(content))
