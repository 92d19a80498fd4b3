"""The matrix of the public API, through the entry as browsers ask: tests/abuse/policy.py.

Seen to fail with `visiblePost` answering posts whose author the viewer may not see, with `access` of a route taken away, and
with a session that was revoked kept by the BFF.
"""

from __future__ import annotations

import re

from infra.native.system import System
from kit.testing.counts import count
from tests.abuse.cast import ACTORS, Cast, Subject, ask, browser
from tests.abuse.policy import ELSEWHERE, ROWS
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


async def test_nobody_may_more_or_less_than_is_written(system: System, person: PersonFactory) -> None:
    cast = await Cast.gather(system, person)
    base = cast.members["stranger"].base + "/api/v1"
    wrong, cells = [], 0
    async with browser() as session:
        for name, row in ROWS.items():
            method, _, path = name.partition(" ")
            for subject, cell in row.cells.items():
                found = cast.subjects[subject]
                url = base + addressed(path, found)
                for actor in ACTORS:
                    body = row.body(found) if row.body else None
                    answer = await ask(session, url, method, cast.headers(subject, actor), body)
                    shown = row.shows(answer, found) if answer.status < 300 else f"{answer.status} {answer.code}"
                    cells += 1
                    if shown != cell.to(actor):
                        wrong.append(f"{name} · {subject} · {actor}: {shown}, not {cell.to(actor)}")
                    if shown not in SHOWN and found.canary in answer.body.decode():
                        wrong.append(f"{name} · {subject} · {actor}: says what is hidden")
    assert not wrong, f"{len(wrong)} of {cells}:\n" + "\n".join(wrong[:60])
    count("public API: cells of who may do what", cells)
