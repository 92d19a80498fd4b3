"""S13: no body of the public API takes members that it does not have, whatever things are called inside."""

from __future__ import annotations

from kit.testing.bodies import schema_of, with_members
from kit.testing.counts import count
from kit.testing.policy import operations
from tests.abuse.cast import REGION, Subject, ask, browser
from tests.abuse.policy import ROWS
from tests.conftest import PersonFactory


async def test_no_body_takes_what_it_does_not_have(person: PersonFactory) -> None:
    """Seen to fail with bodies that may have further members (`additionalProperties`)."""
    alice = await person(REGION)
    contract = (await alice.get("/openapi.json")).ok()
    subject = Subject(alice, {"username": alice.username, "id": "17", "code": "17", "session": "17"}, "nothing")
    before = await alice.get(f"/accounts/{alice.username}"), await alice.get("/session")
    wrong, sent = [], 0
    async with browser() as session:
        for operation in operations(contract).values():
            schema = schema_of(operation.raw)
            if schema is None:
                continue
            row = ROWS[operation.name.replace("/api/v1", "")]
            assert row.body is not None, f"{operation.name} has a body, its row has none"
            url = alice.base + operation.path.replace("{code}", "17").replace("{id}", "17")
            for member, body in with_members(contract, schema, row.body(subject)):
                answer = await ask(session, url, operation.method.upper(), alice.headers(), body)
                sent += 1
                if (answer.status, answer.code) != (422, "malformed"):
                    wrong.append(f"{operation.name} with {member}: {answer}")
    assert not wrong, "\n".join(wrong[:40])
    after = await alice.get(f"/accounts/{alice.username}"), await alice.get("/session")
    assert [answer.json() for answer in after] == [answer.json() for answer in before]
    count("public API: members refused", sent)
