"""The matrix of who may do what: see user/tests/policy.py."""

from __future__ import annotations

from kit.testing.bodies import refuse_members
from kit.testing.policy import hold
from kit.testing.service import ServiceUnderTest
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
