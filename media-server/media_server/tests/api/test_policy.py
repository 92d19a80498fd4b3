"""The matrix of who may do what: see media_server/tests/policy.py."""

from __future__ import annotations

from kit.testing.bodies import refuse_members
from kit.testing.policy import hold
from kit.testing.service import ServiceUnderTest
from media_server.tests.policy import ROWS, Tickets


async def test_nobody_may_more_or_less_than_is_written(media: ServiceUnderTest) -> None:
    """Seen to fail when the ticket of another upload is taken in `provide_ticket`."""
    await hold(media, Tickets(media), ROWS, media.edge)


async def test_no_body_takes_what_it_does_not_have(media: ServiceUnderTest) -> None:
    """Seen to fail with `forbid_unknown_fields` taken out of kit.schema.Request."""
    await refuse_members(media, Tickets(media), ROWS, media.edge)
