"""Mass assignment: members that a body does not have, with the names that things have inside, are refused."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from kit.contracts import openapi
from kit.testing.client import ApiClient
from kit.testing.counts import count
from kit.testing.policy import Cast, Matrix, Row, fingerprint
from kit.testing.service import ServiceUnderTest

# Names of columns and of members of answers, with what somebody would like them to be.
INTERNAL: dict[str, Any] = {
    "id": "1",
    "account_id": "1",
    "author_id": "1",
    "owner_id": "1",
    "viewer": "1",
    "session_id": "1",
    "state": "active",
    "version": 99,
    "verified": True,
    "email_verified_at": "2026-01-01T00:00:00Z",
    "private": False,
    "may_see": True,
    "own": True,
    "role": "owner",
    "admin": True,
    "password_hash": "x",
    "created_at": "2020-01-01T00:00:00Z",
    "counts": {"followers": 1_000_000},
    "posts": 1_000_000,
    "__proto__": {"verified": True},
    "constructor": {"prototype": {"verified": True}},
}

Place = tuple[str | int, ...]


def objects(
    contract: Mapping[str, Any], schema: Mapping[str, Any], body: Any, at: Place = ()
) -> Iterator[tuple[Place, set[str]]]:
    """Every object inside of a body: where it is, and the members that the contract gives it."""
    for kind in _kinds(contract, schema):
        if isinstance(body, dict) and "properties" in kind:
            yield at, set(kind["properties"])
            for name, value in body.items():
                yield from objects(contract, kind["properties"].get(name, {}), value, (*at, name))
        elif isinstance(body, list) and "items" in kind:
            for place, value in enumerate(body):
                yield from objects(contract, kind["items"], value, (*at, place))


def _kinds(contract: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return [one for inner in schema["anyOf"] for one in _kinds(contract, inner)] if "anyOf" in schema else [schema]


def with_members(contract: Mapping[str, Any], schema: Mapping[str, Any], body: Any) -> Iterator[tuple[str, Any]]:
    """Bodies that are good but for one member that is not theirs: what it is called, and the body."""
    for at, members in objects(contract, schema, body):
        for name in INTERNAL.keys() - members:
            changed = copy.deepcopy(body)
            inner = changed
            for step in at:
                inner = inner[step]
            inner[name] = INTERNAL[name]
            yield ".".join(map(str, (*at, name))), changed


def schema_of(operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of an operation's JSON body."""
    content = operation.get("requestBody", {}).get("content", {})
    schema: Mapping[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


async def refuse_members(
    service: ServiceUnderTest, cast: Cast, rows: Mapping[str, Row], api: ApiClient | None = None
) -> int:
    """Send every body of the contract with members that it does not have; answers how many were refused.

    The body is the row's, from the last actor, who may do most. Fails unless each is 422 and no row has changed.
    """
    matrix, contract = Matrix(service, cast, api), openapi(service.definition)
    await cast.arrange()
    before, wrong, sent = await fingerprint(service), [], 0
    for name, operation in matrix.operations.items():
        schema, row = schema_of(operation.raw), rows[name]
        if schema is None:
            continue
        assert row.body is not None, f"{name} has a body, its row has none"
        subject = next(iter(row.cells))
        caller = cast.caller(subject, cast.actors[-1])
        for member, body in with_members(contract, schema, row.body(cast.values(subject))):
            answer = await matrix.ask(operation, row, subject, json=body, **caller)
            sent += 1
            if answer.status != 422 or await fingerprint(service) != before:
                wrong.append(f"{name} with {member}: {answer}")
    assert not wrong, "\n".join(wrong[:40])
    return count(f"{service.name}: members refused", sent)
