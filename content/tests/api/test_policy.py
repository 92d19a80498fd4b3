"""The matrix of who may do what: see content/tests/policy.py."""

from __future__ import annotations

import jwt
import pytest
import pytest_asyncio

from content.tests.conftest import INSERT_ACCOUNT
from content.tests.factories import ALICE, receipt
from content.tests.policy import STRANGER, Shelf, rows
from kit.testing.bodies import refuse_members
from kit.testing.forgery import forged
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


@pytest.mark.usefixtures("people")
async def test_no_forged_receipt_becomes_a_post(content: ServiceUnderTest) -> None:
    """Seen to fail with `issuer=issuer` taken out of `Verifier.claims`."""
    secrets = content.world.secrets
    claims = jwt.decode(receipt(secrets, ALICE), options={"verify_signature": False})
    tokens = forged(claims, "media-ap-northeast", secrets)
    found = {}
    for name, token in tokens.items():
        body = {"media": [{"receipt": token}], "caption": ""}
        found[name] = (await content.api.post("/content/posts", viewer=ALICE, json=body)).code
    assert found == dict.fromkeys(tokens, "receipt_invalid") | {"very long": "malformed"}
    assert await content.reader.fetchval("SELECT count(*) FROM post") == 0
