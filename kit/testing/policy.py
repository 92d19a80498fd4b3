"""Who may do what: every operation of a contract × everything that its ids may name × everybody who may ask.

A service writes one Row for each of its operations (`<service>/tests/policy.py`), by hand: what the code lets people do by
mistake then differs from what is written. `await hold(service, cast, rows)` asks for every cell.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Protocol

from infra.environment import issuers
from kit.auth import Caller, Signer
from kit.contracts import openapi
from kit.testing.client import Answer, ApiClient
from kit.testing.counts import count
from kit.testing.forgery import forged
from kit.testing.service import ServiceUnderTest

METHODS = ("get", "head", "post", "put", "patch", "delete")
SAFE = ("get", "head")
# What an id is called, in a path, a query or a body.
ID = re.compile(r"(_id|^ids|^id|username|code)$")
UNAUTHENTICATED, NOT_ALLOWED = "401 unauthenticated", "403 not_allowed"

# Counted tries outlive a refusal on purpose.
FINGERPRINT = """
SELECT md5(string_agg(query_to_xml(format('SELECT * FROM %I AS t ORDER BY t::text', tablename), true, false, '')::text,
                      '' ORDER BY tablename))
FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'attempt')
"""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """What everybody is answered about one subject, and who is answered otherwise."""

    everybody: str
    others: Mapping[str, str] = field(default_factory=dict)

    def to(self, actor: str) -> str:
        return self.others.get(actor, self.everybody)


def answers(everybody: str, **others: str) -> Answers:
    """`answers("404 post_not_found", owner="204")`."""
    return Answers(everybody, others)


def status(answer: Answer) -> str:
    """An answer in short: `200`, `404 post_not_found`."""
    return f"{answer.status} {answer.code}".strip()


@dataclass(frozen=True)
class Row:
    """Who may do one operation.

    `cells` has what is answered for each subject, that is for each thing that the ids of the request may name. A 2xx is what
    `shows` makes of it, everything else its status and code. Nobody but `issuers` may call.
    """

    issuers: tuple[str, ...]
    cells: Mapping[str, Answers]
    body: Callable[[Values], Any] | None = None
    headers: Callable[[Values], dict[str, str]] | None = None
    shows: Callable[[Answer], str] = status


class Cast(Protocol):
    """The people and things of a service's matrix."""

    @property
    def actors(self) -> Sequence[str]:
        """Their names, the one who may do most last."""

    async def arrange(self) -> None:
        """Put everybody and everything back into place."""

    def caller(self, subject: str, actor: str) -> dict[str, Any]:
        """How the actor asks about the subject: options of `ApiClient.request`."""

    def values(self, subject: str) -> Values:
        """What the ids of the subject are, by the names of parameters."""


@dataclass(frozen=True)
class Operation:
    """One operation of a contract."""

    method: str
    path: str
    raw: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method not in SAFE and self.raw.get("x-route") != "local-read"

    def parameters(self, place: str) -> list[str]:
        return [one["name"] for one in self.raw.get("parameters", []) if one["in"] == place]

    def names_things(self) -> bool:
        """Whether a caller can name something by its id."""
        return any(ID.search(name) for name in self.parameters("path") + self.parameters("query"))


def operations(contract: Mapping[str, Any]) -> dict[str, Operation]:
    """Operations of a contract by name (`GET /user/accounts`), but for what says which methods there are."""
    found = [
        Operation(method, path, raw)
        for path, item in contract["paths"].items()
        for method, raw in item.items()
        if method in METHODS
    ]
    return {one.name: one for one in found}


class Matrix:
    """Asks, and notes what was answered otherwise than it is written."""

    def __init__(self, service: ServiceUnderTest, cast: Cast, api: ApiClient | None = None) -> None:
        self.service = service
        self.cast = cast
        self.api = api or service.api
        self.operations = operations(openapi(service.definition))
        self.cells = 0
        self.wrong: list[str] = []

    async def ask(self, operation: Operation, row: Row, subject: str, **options: Any) -> Answer:
        """One request about the subject."""
        values = self.cast.values(subject)
        path = re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), operation.path)
        params = {name: values[name] for name in operation.parameters("query") if name in values}
        if row.body is not None:
            sent = row.body(values)
            options.setdefault("body" if isinstance(sent, bytes) else "json", sent)
        headers = (row.headers(values) if row.headers else {}) | options.pop("headers", {})
        return await self.api.request(operation.method.upper(), path, params=params, headers=headers, **options)

    async def check(
        self, operation: Operation, row: Row, subject: str, actor: str, expected: str, **options: Any
    ) -> None:
        """One cell: the answer is the expected one, and a refusal leaves every row as it was."""
        before = await self._fingerprint(operation)
        answer = await self.ask(operation, row, subject, **options)
        self.cells += 1
        found = row.shows(answer) if answer.status < 300 else status(answer)
        if found != expected:
            self.wrong.append(f"{operation.name} · {subject} · {actor}: {found}, not {expected}")
        if operation.writes and answer.status >= 400 and before != await self._fingerprint(operation):
            self.wrong.append(f"{operation.name} · {subject} · {actor}: refused, and changed something")

    async def _fingerprint(self, operation: Operation) -> str | None:
        return await fingerprint(self.service) if operation.writes else None


async def fingerprint(service: ServiceUnderTest) -> str:
    """Two are equal when no row of the service has changed."""
    return str(await service.reader.fetchval(FINGERPRINT))


def callers(service: ServiceUnderTest, row: Row) -> list[str]:
    """An issuer of each kind that may call; where anybody may, nobody signs."""
    every = issuers(service.world.topology)
    return [next(name for name in every if Caller(name).matches((kind,))) for kind in row.issuers] or [""]


def doors(service: ServiceUnderTest, row: Row, caller: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Callers who must not get in, whomever they claim to call for: name, what they are told, their token."""
    if not row.issuers:
        return
    secrets = service.world.secrets
    claims = {"sub": str(caller.get("viewer") or 1), "iat": int(time.time()), "exp": int(time.time()) + 60}
    every = issuers(service.world.topology)
    allowed = [name for name in every if Caller(name).matches(row.issuers)]
    long = Signer(allowed[0], secrets.private_key(allowed[0])).sign(claims | {"exp": int(time.time()) + 3_600})
    yield "no token", UNAUTHENTICATED, None
    yield "a token that lives too long", UNAUTHENTICATED, long
    for name, token in forged(claims, allowed[0], secrets).items():
        yield name, UNAUTHENTICATED, token
    for name in sorted(set(every) - set(allowed)):
        yield name, NOT_ALLOWED, Signer(name, secrets.private_key(name)).sign(claims)


def require_rows(matrix: Matrix, rows: Mapping[str, Row]) -> None:
    """Fail for operations without a row, rows without an operation, and rows that forget whom or what there is."""
    described = matrix.operations
    assert not described.keys() - rows.keys(), f"without a row: {sorted(described.keys() - rows.keys())}"
    assert not rows.keys() - described.keys(), f"no such operation: {sorted(rows.keys() - described.keys())}"
    for name, row in rows.items():
        assert sorted(row.issuers) == sorted(described[name].raw["x-issuers"]), f"{name}: other issuers"
        assert len(row.cells) > 1 or not described[name].names_things(), f"{name} names things, the row only one"
        for subject, cell in row.cells.items():
            unknown = cell.others.keys() - set(matrix.cast.actors)
            assert not unknown, f"{name} · {subject}: nobody is called {unknown}"


async def hold(service: ServiceUnderTest, cast: Cast, rows: Mapping[str, Row], api: ApiClient | None = None) -> int:
    """Ask for every cell of every row, and knock at every wrong door; answers how many cells there were."""
    matrix = Matrix(service, cast, api)
    require_rows(matrix, rows)
    await cast.arrange()
    for name, row in rows.items():
        operation = matrix.operations[name]
        for subject, actor, issuer in product(row.cells, cast.actors, callers(service, row)):
            if operation.writes:
                await cast.arrange()
            caller = cast.caller(subject, actor) | {"issuer": issuer}
            await matrix.check(operation, row, subject, actor, row.cells[subject].to(actor), **caller)
        subject = next(iter(row.cells))
        for door, expected, token in doors(service, row, cast.caller(subject, cast.actors[-1])):
            headers = {"authorization": f"Bearer {token}"} if token else {}
            await matrix.check(operation, row, subject, door, expected, issuer="", headers=headers)
    assert not matrix.wrong, f"{len(matrix.wrong)} of {matrix.cells}:\n" + "\n".join(matrix.wrong[:60])
    return count(f"{service.name}: cells of who may do what", matrix.cells)
