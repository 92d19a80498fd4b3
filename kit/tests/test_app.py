"""The HTTP side that all services share."""

from __future__ import annotations

from kit.testing.service import ServiceUnderTest
from kit.tests.conftest import OPENED


async def test_a_route_without_an_operation_is_never_called(things: ServiceUnderTest) -> None:
    """The guard refuses it before the handler; a signed caller changes nothing."""
    for issuer in ("", None):
        answer = await things.api.get("/admin/unguarded", viewer=7, issuer=issuer)
        assert (answer.status, answer.code) == (500, "internal_error")


async def test_only_json_is_read(things: ServiceUnderTest) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = await things.api.post("/admin/things", viewer=7, body=b"name=a", headers=form)
    assert (answer.status, answer.code) == (415, "unsupported_media_type")


async def test_nul_is_refused_wherever_it_stands(things: ServiceUnderTest) -> None:
    for body in ({"name": "a", "tags": ["b", "\x00"]}, {"name": "\x00"}, {"name": "a", "\x00": 1}):
        answer = await things.api.post("/admin/things", viewer=7, json=body)
        assert (answer.status, answer.code) == (422, "malformed")
    told = await things.api.post("/admin/things", viewer=7, json={"name": "\\u0000"})
    assert told.status == 201


async def test_several_rows_in_one_transaction(things: ServiceUnderTest) -> None:
    answer = await things.api.post("/admin/things/several", viewer=7, json=[{"name": "a"}, {"name": "b"}])
    assert answer.status == 201
    refused = await things.api.post("/admin/things/several", viewer=7, json=[{"name": "c"}, {"name": "a"}])
    assert refused.status >= 400
    assert await things.reader.fetchval("SELECT string_agg(name, '' ORDER BY name) FROM thing") == "ab"


async def test_a_handler_that_needs_a_viewer_refuses_nobody(things: ServiceUnderTest) -> None:
    assert (await things.api.get("/admin/asked")).code == "unauthenticated"


async def test_a_service_that_does_not_answer_makes_a_503(things: ServiceUnderTest) -> None:
    answer = await things.api.get("/admin/asked", viewer=7)
    assert (answer.status, answer.code) == (503, "unavailable")


async def test_metrics_are_for_everybody_inside(things: ServiceUnderTest) -> None:
    await things.api.get("/admin/things/a", viewer=7)
    answer = await things.api.get("/admin/metrics", issuer="")
    assert b'http_request_seconds_count{operation="read_thing"' in answer.body


async def test_what_a_service_opens_is_open_while_it_runs(things: ServiceUnderTest) -> None:
    assert sorted(OPENED) == ["ap-northeast", "us-east"]
