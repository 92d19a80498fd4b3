"""The matrix of who may do what: see recommend/tests/policy.py."""

from __future__ import annotations

from kit.testing.bodies import refuse_members
from kit.testing.policy import hold
from kit.testing.service import ServiceUnderTest
from recommend.tests.policy import ROWS, Readers


async def test_nobody_may_more_or_less_than_is_written(recommend: ServiceUnderTest) -> None:
    """Seen to fail with pending edges counted as following in FEED."""
    readers = Readers(recommend)
    await readers.arrive()
    await hold(recommend, readers, ROWS)


async def test_no_body_takes_what_it_does_not_have(recommend: ServiceUnderTest) -> None:
    """Seen to fail with `forbid_unknown_fields` taken out of kit.schema.Request."""
    readers = Readers(recommend)
    await readers.arrive()
    await refuse_members(recommend, readers, ROWS)
