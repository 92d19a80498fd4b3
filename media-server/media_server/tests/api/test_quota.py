"""How much one account may send through an edge."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kit import clock
from kit.ids import new_id
from kit.testing.service import ServiceUnderTest
from media_server.domain import quota
from media_server.domain.quota import Quotas
from media_server.domain.spool import Spool
from media_server.tests.api.test_uploads import PHOTO, Browser
from media_server.tests.conftest import EDGE, MediaWorld
from media_server.tests.factories import a_ticket


async def test_unfinished_uploads_are_bounded_for_each_account(
    media: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going on with one costs nothing, finishing or dropping one makes room, and others are not concerned."""
    monkeypatch.setattr(quota, "IN_FLIGHT", 2)
    alice, bob = new_id(), new_id()
    first, second, third = (Browser(media, a_ticket(len(PHOTO), owner=alice)) for _ in range(3))
    await first.upload(PHOTO)
    await second.create()

    refused = await third.create()
    assert (refused.status, refused.code, refused.json()["limit"]) == (429, "too_many_uploads", 2)
    assert (await second.create()).status == 201
    assert (await Browser(media, a_ticket(10, owner=bob)).create()).status == 201

    assert (await first.finish())["state"] == "ready"
    assert (await third.create()).status == 201
    assert (await second.ask("DELETE", second.file)).status == 204
    assert (await Browser(media, a_ticket(10, owner=alice)).create()).status == 201


async def test_the_bytes_of_a_day_are_bounded_whatever_becomes_of_them(
    media: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Throwing uploads away gives nothing back, nor does a ticket of another kind; a day later there is room again."""
    monkeypatch.setattr(quota, "BYTES_A_DAY", 100)
    alice = new_id()
    first = Browser(media, a_ticket(90, owner=alice))
    await first.create()
    await first.ask("DELETE", first.file)

    refused = await Browser(media, a_ticket(11, owner=alice, kind="avatar")).create()
    assert (refused.status, refused.code, refused.json()["limit"]) == (429, "upload_quota", 100)
    assert (await Browser(media, a_ticket(10, owner=alice)).create()).status == 201
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        assert (await Browser(media, a_ticket(90, owner=alice)).create()).status == 201


async def test_accounts_that_send_nothing_are_forgotten(media: ServiceUnderTest, media_world: MediaWorld) -> None:
    owner = new_id()
    await Browser(media, a_ticket(10, owner=owner)).create()
    path = media_world.spool / EDGE / "quota" / f"{owner}.json"
    quotas = Quotas(media_world.spool / EDGE, Spool(media_world.spool / EDGE))

    quotas.sweep()
    assert path.exists()
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        quotas.sweep()
    assert not path.exists()


def test_load_tests_may_send_more(media_world: MediaWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "BYTES_A_DAY", 100)
    directory = media_world.spool / "elsewhere"

    Quotas(directory, Spool(directory), multiplier=10).take(a_ticket(1_000))
