"""Requests made from a contract, within it and outside it, over HTTP: no 5xx, and no answer but what it says.

`await fuzz(contract, url, scene)` gives a Report; `report.require(…)` fails for what was found and for a run that
proves little: too few requests, too few that got past the door, operations that never did what they are for.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import secrets
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

CASES = 330
ROUNDS = 8
# A run finds what the one before found; another number looks elsewhere.
SEED = int(os.environ.get("MOCKSTAGRAM_FUZZ_SEED", "1"))
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
# The value of a parameter that is to be left out.
ABSENT = object()
SAME_KEY = "the-key-of-a-careless-client"


@dataclass
class Scene:
    """What a request finds: who sends it, and values that exist, by the name of a parameter or of a body's member.

    `headers` go with every request of the scene; `values` and `body` only with those that are to succeed.
    """

    headers: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    body: Any = NOT_SET


SceneOf = Callable[[APIOperation[Any, Any, Any, Any], random.Random], Awaitable[Scene]]


class Report:
    """What was asked, how it was answered, and what was wrong with it."""

    def __init__(self) -> None:
        self.answers: dict[str, Counter[int]] = {}
        self.faults: list[str] = []

    @property
    def cases(self) -> int:
        """How many requests were answered."""
        return sum(count.total() for count in self.answers.values())

    def never_well(self) -> set[str]:
        """Operations that never did what they are for."""
        return {name for name, count in self.answers.items() if min(count, default=500) >= 300}

    def require(self, *, cases: int = 300, well: float = 0.2) -> None:
        """Fail for any fault, for too few cases, and when not `well` of them and some of every operation got a 2xx."""
        assert not self.faults, "\n\n".join(self.faults[:20])
        assert self.cases >= cases, f"only {self.cases} cases\n{self}"
        good = sum(n for count in self.answers.values() for status, n in count.items() if status < 300)
        assert good >= well * self.cases, f"only {good} of {self.cases} answered 2xx\n{self}"
        assert not self.never_well(), f"never well: {self.never_well()}\n{self}"

    def __str__(self) -> str:
        lines = [f"{self.cases} cases"]
        for name, count in sorted(self.answers.items()):
            lines.append(f"{name}: " + " ".join(f"{status}×{n}" for status, n in sorted(count.items())))
        return "\n".join(lines)


async def fuzz(contract: dict[str, Any], url: str, scene: SceneOf, *, cases: int = CASES) -> Report:
    """Ask every operation of `contract` at `url`, in turns, until `cases` requests were made and each did something."""
    found = [one.ok() for one in schemathesis.openapi.from_dict(contract).get_all_operations() if isinstance(one, Ok)]
    operations = [one for one in found if one.method != "options"]
    assert operations
    report = Report()
    loop = asyncio.get_running_loop()
    for round_ in range(ROUNDS):
        for operation in operations:
            for mode in GenerationMode:
                left = cases - report.cases
                examples = max(4, min(25, left // (2 * len(operations))))
                await asyncio.to_thread(_attempts, operation, mode, round_, examples, url, scene, loop, report)
        if report.cases >= cases:
            operations = [one for one in operations if _name(one) in report.never_well()]
    logging.getLogger(__name__).info("%s", report)  # pytest -o log_cli=true -o log_cli_level=INFO shows it
    return report


def _attempts(
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    round_: int,
    examples: int,
    url: str,
    scene: SceneOf,
    loop: asyncio.AbstractEventLoop,
    report: Report,
) -> None:
    name = _name(operation)
    answers = report.answers.setdefault(name, Counter())

    # The number also makes cases differ where an operation has no parameter at all.
    @seed(zlib.crc32(f"{SEED} {name} {mode} {round_}".encode()))
    @settings(
        max_examples=examples, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), database=None,
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), number=st.integers(0, 1 << 32))
    def attempt(case: Case[Any], number: int) -> None:
        chance = random.Random(number)
        found = asyncio.run_coroutine_threadsafe(_awaited(scene(operation, chance)), loop).result(timeout=60)
        headers = found.headers | _idempotency(operation, chance)
        more = _mend(case, found) if chance.random() < 0.6 else {}
        response = case.call(base_url=url, headers=headers, allow_redirects=False, timeout=60, **more)
        answers[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            report.faults.append(f"{name}: {response.status_code} {response.text[:300]}\n{_told(case, group)}")

    try:
        attempt()
    except Unsatisfiable:  # an operation without parameters cannot be asked wrongly
        return


def _name(operation: APIOperation[Any, Any, Any, Any]) -> str:
    return f"{operation.method.upper()} {operation.path}"


async def _awaited(scene: Awaitable[Scene]) -> Scene:
    return await scene


def _idempotency(operation: APIOperation[Any, Any, Any, Any], chance: random.Random) -> dict[str, str]:
    if operation.method in ("get", "head"):
        return {}
    key = chance.choice([None, secrets.token_hex(12), secrets.token_hex(12), SAME_KEY])
    return {"idempotency-key": key} if key else {}


def _mend(case: Case[Any], scene: Scene) -> dict[str, Any]:
    """Put values that exist in the place of generated ones; answers what else to send."""
    known = scene.values
    parameters = case.operation
    for place in ("path_parameters", "query", "headers"):
        given_values = dict(getattr(case, place) or {})
        defined = {one.name for one in getattr(parameters, place)}
        wanted = given_values | {name: known[name] for name in defined if name in known}
        setattr(case, place, {name: value for name, value in wanted.items() if value is not ABSENT})
    if not isinstance(scene.body, type(NOT_SET)):
        if not list(case.operation.body):
            return {"data": scene.body}
        case.body = scene.body
        case.media_type = "application/json"
    elif not isinstance(case.body, type(NOT_SET)):
        case.body = _replaced(case.body, known)
    return {}


def _replaced(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: known[name] if name in known else _replaced(inner, known) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, known) for inner in value]
    return value


def _told(case: Case[Any], group: FailureGroup) -> str:
    said = "; ".join(f"{failure.title}: {failure.message}" for failure in group.exceptions)
    return f"{said}\n{case.as_curl_command()[:600]}"
