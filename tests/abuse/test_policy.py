"""The matrix of the public API, through the entry as browsers ask: tests/abuse/policy.py.

Seen to fail with `visiblePost` answering posts whose author the viewer may not see.
"""

from __future__ import annotations

import asyncio
import re
from itertools import product

import aiohttp

from infra.native.system import System
from kit.testing.counts import count
from tests.abuse.cast import ACTORS, Cast, Subject, ask, browser
from tests.abuse.policy import ELSEWHERE, ROWS, Row
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.place import Place

SHOWN = ("shown", "full", "200", "201")


def addressed(path: str, subject: Subject) -> str:
    """The path with the subject's ids in it."""
    values = subject.values | ({"id": subject.values["session"]} if path.startswith("/sessions/") else {})
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], path)


async def test_every_route_has_a_row(system: System) -> None:
    """Also when it is a new one."""
    async with Person(Place.of(system), "ap-northeast") as anybody:
        paths = (await anybody.get("/openapi.json")).ok()["paths"]
    routes = {
        f"{method.upper()} {path.removeprefix('/api/v1')}": path for path, item in paths.items() for method in item
    }
    assert routes.keys() - ELSEWHERE == ROWS.keys()
    for name, path in routes.items():
        assert "{" not in path or len(ROWS[name].cells) > 2, f"{name} names things, the row hardly any"


class Matrix:
    """Asks, and notes what was answered otherwise than it is written."""

    def __init__(self, cast: Cast, session: aiohttp.ClientSession) -> None:
        self._cast = cast
        self._session = session
        self._base = cast.members["stranger"].base + "/api/v1"
        self.cells = 0
        self.wrong: list[str] = []

    async def check(self, name: str, row: Row) -> None:
        """All of a row at once, but for the owners, who may take away what the others ask for."""
        for actors in (ACTORS[:-1], ACTORS[-1:]):
            await asyncio.gather(*(self._cell(name, row, *cell) for cell in product(row.cells, actors)))

    async def _cell(self, name: str, row: Row, subject: str, actor: str) -> None:
        method, _, path = name.partition(" ")
        found, expected = self._cast.subjects[subject], row.cells[subject].to(actor)
        body = row.body(found) if row.body else None
        typed = f"?prefix={found.values[row.prefix]}" if row.prefix else ""
        url = self._base + addressed(path, found) + typed
        answer = await ask(self._session, url, method, self._cast.headers(subject, actor), body)
        shown = row.shows(answer, found) if answer.status < 300 else f"{answer.status} {answer.code}"
        self.cells += 1
        if shown != expected:
            self.wrong.append(f"{name} · {subject} · {actor}: {shown}, not {expected}")
        if shown not in SHOWN and found.canary in answer.body.decode():
            self.wrong.append(f"{name} · {subject} · {actor}: says what is hidden")


async def test_nobody_may_more_or_less_than_is_written(system: System, person: PersonFactory) -> None:
    cast = await Cast.gather(system, person)
    async with browser() as session:
        matrix = Matrix(cast, session)
        for name, row in ROWS.items():
            await matrix.check(name, row)
    assert not matrix.wrong, f"{len(matrix.wrong)} of {matrix.cells}:\n" + "\n".join(matrix.wrong[:60])
    count("public API: cells of who may do what", matrix.cells)
