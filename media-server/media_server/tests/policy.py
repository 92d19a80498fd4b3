"""Who may do what at the media-server: a row for each operation of the contract (kit/testing/policy.py).

Only the ticket counts; no caller token opens anything here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from kit.auth import Signer
from kit.testing.policy import Row, Values, answers
from kit.testing.service import ServiceUnderTest
from media_server.domain.tickets import make_ticket
from media_server.tests.api.test_uploads import TUS, Browser
from media_server.tests.conftest import EDGE
from media_server.tests.factories import ALICE, BOB, LIFE, a_ticket, signed

BYTES = b"no picture"
EDIT = {"crop": {"x": 0.0, "y": 0.0, "width": 1.0, "height": 1.0}, "rotate": 0, "fit": "letterbox"}


class Tickets:
    """Alice has sent an upload, and holds the ticket of one that she has not begun. Bob has a good ticket of his own."""

    actors = ("nobody", "member", "stranger", "altered", "expired", "elsewhere", "another_key", "owner")

    def __init__(self, media: ServiceUnderTest) -> None:
        self._media = media
        self._tickets = {"sent": a_ticket(len(BYTES)), "absent": a_ticket(len(BYTES))}
        self._bobs = msgspec.structs.replace(a_ticket(len(BYTES)), owner_id=str(BOB))

    async def arrange(self) -> None:
        browser = Browser(self._media, self._tickets["sent"])
        await browser.ask("DELETE", browser.file)
        await browser.upload(BYTES)

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        if actor == "member":
            issuer = f"bff-{EDGE}"
            token = Signer(issuer, self._media.world.secrets.private_key(issuer)).token(ALICE)
            return {"headers": {"authorization": f"Bearer {token}"}}
        ticket = "" if actor == "nobody" else self._ticket(subject, actor)
        return {"headers": {"upload-ticket": ticket}}

    def _ticket(self, subject: str, actor: str) -> str:
        own = self._tickets[subject]
        match actor:
            case "stranger":
                return signed(self._media, self._bobs)
            case "altered":
                return (
                    signed(self._media, self._bobs).partition(".")[0] + "." + signed(self._media, own).partition(".")[2]
                )
            case "expired":
                return signed(
                    self._media, msgspec.structs.replace(own, exp=own.exp - int(2 * LIFE / timedelta(seconds=1)))
                )
            case "elsewhere":
                return signed(self._media, msgspec.structs.replace(own, edge="us-east"))
            case "another_key":
                return make_ticket(own, self._media.world.secrets.password("ticket/us-east"))
        return signed(self._media, own)

    def values(self, subject: str) -> Values:
        return {"media_id": self._tickets[subject].media_id}


def _row(owner: str, **more: Any) -> Row:
    refused = answers("403 ticket_invalid", expired="410 upload_expired", owner=owner)
    absent = answers("403 ticket_invalid", expired="410 upload_expired", owner="404 upload_not_found")
    return Row((), {"sent": refused, "absent": absent}, **more)


def _tus(_: Values) -> dict[str, str]:
    return dict(TUS)


def _whole(_: Values) -> dict[str, str]:
    return {**TUS, "upload-length": str(len(BYTES))}


def _rest(_: Values) -> dict[str, str]:
    return {**TUS, "upload-offset": str(len(BYTES)), "content-type": "application/offset+octet-stream"}


FILES, FILE = "/media-server/upload/files", "/media-server/upload/files/{media_id}"
ROWS = {
    # With a ticket of one's own one begins an upload of one's own, whatever others do.
    f"POST {FILES}": Row(
        (),
        {"sent": answers("403 ticket_invalid", stranger="201", expired="410 upload_expired", owner="201")},
        headers=_whole,
    ),
    f"HEAD {FILE}": _row("200", headers=_tus),
    f"PATCH {FILE}": _row("204", headers=_rest, body=lambda _: b""),
    f"DELETE {FILE}": _row("204", headers=_tus),
    f"POST {FILE}/process": _row("202", body=lambda _: EDIT),
    f"GET {FILE}": _row("200"),
}
