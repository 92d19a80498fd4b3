"""The matrix of who may do what: see user/tests/policy.py."""

from __future__ import annotations

from kit.testing.bodies import refuse_members
from kit.testing.forgery import forged
from kit.testing.policy import hold
from kit.testing.service import ServiceUnderTest
from user.tests.factories import person, receipt_claims
from user.tests.policy import ROWS, People


async def test_nobody_may_more_or_less_than_is_written(user: ServiceUnderTest) -> None:
    """Seen to fail without `_require_access` before a list of followers."""
    people = People(user)
    await people.arrive()
    await hold(user, people, ROWS)


async def test_no_body_takes_what_it_does_not_have(user: ServiceUnderTest) -> None:
    """Seen to fail with `forbid_unknown_fields` taken out of kit.schema.Request."""
    people = People(user)
    await people.arrive()
    await refuse_members(user, people, ROWS)


async def test_no_forged_receipt_becomes_a_picture(user: ServiceUnderTest) -> None:
    """Seen to fail with `issuer=issuer` taken out of `Verifier.claims`."""
    alice = await person(user, "alice")
    tokens = forged(receipt_claims(alice), "media-ap-northeast", user.world.secrets)
    found = {
        name: (await user.api.patch("/user/profile", viewer=alice, json={"avatar_receipt": token})).code
        for name, token in tokens.items()
    }
    assert found == dict.fromkeys(tokens, "receipt_invalid") | {"very long": "malformed"}
    assert not await user.outbox("user.avatar_changed")
