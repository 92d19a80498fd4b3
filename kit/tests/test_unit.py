"""The edge of a request: transactions, positions, idempotency, errors."""

from __future__ import annotations

import asyncio

import pytest

from kit.testing.service import ServiceUnderTest


async def test_a_write_is_committed_before_its_answer_and_tells_its_position(things: ServiceUnderTest) -> None:
    answer = await things.api.post("/admin/things", viewer=7, json={"name": "a"})
    assert answer.status == 201
    assert answer.json() == {"name": "a", "maker": "7"}
    epoch, _, lsn = answer.headers["causal"].partition(";")[0].partition(":")
    assert int(epoch) >= 1
    assert int(lsn) > 0
    assert await things.reader.fetchval("SELECT maker FROM thing") == 7


async def test_own_writes_show_in_the_edge(things: ServiceUnderTest) -> None:
    """Without the position the same reads miss rows: see the network test with a paused replica."""
    fresh = 0
    for number in range(50):
        made = await things.api.post("/admin/things", viewer=7, json={"name": f"n{number}"})
        seen = await things.edge.get(f"/admin/things/n{number}", viewer=7, causal=made.causal.partition(";")[0] + ";")
        # A replica that is late for its 50 ms, on a machine with other things to do, has to say so.
        assert seen.json() is not None or seen.headers["stale"] == "1"
        fresh += "stale" not in seen.headers
    assert fresh > 25


async def test_a_position_out_of_reach_is_425_or_stale(things: ServiceUnderTest) -> None:
    far = "1:999999999999999;"
    answer = await things.edge.get("/admin/things/x", viewer=7, causal=far, headers={"causal-mode": "require"})
    assert (answer.status, answer.code) == (425, "replica_behind")
    answer = await things.edge.get("/admin/things/x", viewer=7, causal=far)
    assert (answer.status, answer.headers["stale"]) == (200, "1")


async def test_another_epoch_is_never_satisfied_by_comparing_numbers(things: ServiceUnderTest) -> None:
    answer = await things.edge.get("/admin/things/x", viewer=7, causal="2:1;", headers={"causal-mode": "require"})
    assert answer.code == "replica_behind"


async def test_event_effects_are_waited_for(things: ServiceUnderTest) -> None:
    made = await things.api.post("/admin/things", viewer=7, json={"name": "a"})
    (event,) = await things.outbox()
    waited = await things.api.get("/admin/things/a", viewer=7, causal=f";{event.id}")
    assert (waited.status, waited.headers.get("stale")) == (200, "1"), waited
    await things.deliver(event)
    applied = await things.api.get("/admin/things/a", viewer=7, causal=f";{event.id}")
    assert (applied.status, applied.headers.get("causal-applied")) == (200, event.id), applied
    assert "stale" not in applied.headers
    assert made.status == 201


async def test_errors_and_refusals_leave_nothing_behind(things: ServiceUnderTest) -> None:
    broken = await things.api.post("/admin/broken", json={"name": "b"})
    assert (broken.status, broken.code) == (500, "internal_error")
    assert b"secret" not in broken.body
    assert await things.reader.fetchval("SELECT count(*) FROM thing") == 0
    await things.api.post("/admin/things", viewer=7, json={"name": "a"})
    taken = await things.api.post("/admin/things", viewer=8, json={"name": "a"})
    assert (taken.status, taken.code) == (409, "thing_taken")
    assert len(await things.outbox()) == 1


async def test_a_write_that_outlives_its_deadline_has_an_unknown_outcome(things: ServiceUnderTest) -> None:
    answer = await things.api.delete("/admin/slow", headers={"request-timeout-ms": "200"})
    assert (answer.status, answer.code, answer.json()["outcome"]) == (504, "deadline_exceeded", "unknown")
    assert await things.reader.fetchval("SELECT count(*) FROM thing") == 0


async def test_an_operation_has_its_own_deadline(things: ServiceUnderTest) -> None:
    """Seen to fail while every operation had the same five seconds."""
    answer = await things.api.get("/admin/impatient")
    assert (answer.status, answer.code) == (504, "deadline_exceeded")
    patient = await things.api.get("/admin/impatient", headers={"request-timeout-ms": "4000"})
    assert patient.status == 200


@pytest.mark.parametrize("strange", ["\u00b2", "9" * 5_000, "soon", "-1"])
async def test_headers_that_are_no_numbers_count_as_absent(things: ServiceUnderTest, strange: str) -> None:
    """Seen to end in 500, outside of every error handler, while int() was asked to read them."""
    for headers in ({"causal": f"{strange}:{strange};{strange}"}, {"request-timeout-ms": strange}):
        answer = await things.api.get("/admin/things/a", viewer=7, headers=headers)
        assert (answer.status, answer.headers.get("stale")) == (200, None)


async def test_a_reader_cannot_write(things: ServiceUnderTest) -> None:
    answer = await things.edge.get("/admin/write-through-reader")
    assert answer.status >= 500
    assert await things.reader.fetchval("SELECT count(*) FROM thing") == 0


async def test_an_edge_takes_no_writes(things: ServiceUnderTest) -> None:
    answer = await things.edge.post("/admin/things", viewer=7, json={"name": "a"})
    assert (answer.status, answer.code) == (421, "wrong_region")


async def test_a_repeated_key_gets_the_first_answer(things: ServiceUnderTest) -> None:
    first = await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001")
    again = await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001")
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["idempotent-replay"] == "1"
    assert again.headers["causal"].partition(";")[2] == first.headers["causal"].partition(";")[2]
    assert len(await things.outbox()) == 1


async def test_a_key_belongs_to_one_body_and_one_viewer(things: ServiceUnderTest) -> None:
    await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001")
    other = await things.api.post("/admin/things", viewer=7, json={"name": "b"}, key="key-0001")
    assert (other.status, other.code) == (422, "idempotency_mismatch")
    stranger = await things.api.post("/admin/things", viewer=8, json={"name": "b"}, key="key-0001")
    assert stranger.status == 201


async def test_keys_have_a_form(things: ServiceUnderTest) -> None:
    for key in ("short", "x" * 65, "with space"):
        answer = await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key=key)
        assert (answer.status, answer.code) == (422, "malformed")


async def test_a_key_whose_request_has_not_ended_is_running(things: ServiceUnderTest) -> None:
    """Whether its transaction is still open, or its process ended before there was an answer."""
    claim = (
        "INSERT INTO idempotency (scope, operation, key, fingerprint) VALUES ('viewer:7', 'make_thing', 'key-0001', '')"
    )
    async with things.writing() as writer:
        await writer.execute(claim)
        answer = await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001")
        assert (answer.status, answer.code) == (409, "idempotency_running")
    answer = await things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001")
    assert (answer.status, answer.code) == (409, "idempotency_running")


async def test_a_commit_that_fails_is_no_success(things: ServiceUnderTest) -> None:
    """A deferred constraint refuses at the commit, after the handler has answered."""
    answer = await things.api.post("/admin/things/late", viewer=7, json={"name": "nobody"})
    assert (answer.status, answer.code) == (500, "internal_error")
    assert await things.reader.fetchval("SELECT count(*) FROM reference") == 0


async def test_refusals_are_judged_anew(things: ServiceUnderTest) -> None:
    await things.api.post("/admin/things", viewer=7, json={"name": "a"})
    refused = await things.api.post("/admin/things", viewer=8, json={"name": "a"}, key="key-0001")
    assert refused.status == 409
    async with things.writing() as writer:
        await writer.execute("DELETE FROM thing")
    assert (await things.api.post("/admin/things", viewer=8, json={"name": "a"}, key="key-0001")).status == 201


async def test_the_same_request_at_once_has_one_effect(things: ServiceUnderTest) -> None:
    answers = await asyncio.gather(
        *(things.api.post("/admin/things", viewer=7, json={"name": "a"}, key="key-0001") for _ in range(6))
    )
    assert {answer.status for answer in answers} <= {201, 409}
    assert any(answer.status == 201 for answer in answers)
    assert all(answer.code == "idempotency_running" for answer in answers if answer.status == 409)
    assert len(await things.outbox()) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "malformed"),
        (b"{", 422, "malformed"),
        (b'{"name": 3}', 422, "malformed"),
        (b'{"name": "a", "maker": 9}', 422, "malformed"),
        (b'{"name": "a\\u0000"}', 422, "malformed"),
        (b'{"name": "\xff"}', 422, "malformed"),
        (b'{"name": "' + b"a" * 1_100_000 + b'"}', 413, "body_too_large"),
    ],
)
async def test_malformed_bodies(things: ServiceUnderTest, body: bytes, status: int, code: str) -> None:
    answer = await things.api.post("/admin/things", viewer=7, body=body)
    assert (answer.status, answer.code) == (status, code)


async def test_callers_are_checked(things: ServiceUnderTest) -> None:
    assert (await things.api.get("/admin/things/a", issuer="")).code == "unauthenticated"
    assert (await things.api.get("/admin/things/a", issuer="svc:content")).code == "not_allowed"
    assert (await things.api.post("/admin/things", json={"name": "a"})).code == "unauthenticated"
    forged = {"authorization": "Bearer eyJhbGciOiJub25lIiwia2lkIjoiYmZmLWFwLW5vcnRoZWFzdCJ9.e30."}
    assert (await things.api.get("/admin/things/a", issuer="", headers=forged)).code == "unauthenticated"


async def test_unknown_paths_and_methods(things: ServiceUnderTest) -> None:
    assert (await things.api.get("/admin/nothing")).code == "not_found"
    assert (await things.api.put("/admin/things")).code == "method_not_allowed"
    assert (await things.api.get("/admin/things/%00a")).status in (404, 422)
    assert (await things.api.get("/admin/things/a?x=%00")).code == "malformed"
    assert (await things.api.get("/admin/health", issuer="")).json()["status"] == "ok"
