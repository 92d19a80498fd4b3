"""Requests made from the contract: within it and outside it, no operation answers 5xx or what the contract does not say."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from kit.contracts import openapi
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest
from user.api.main import app
from user.tests.factories import person

EXAMPLES = 8
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(openapi(app))
FOUND = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
OPERATIONS = {f"{operation.method.upper()} {operation.path}": operation for operation in FOUND}
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", list(OPERATIONS))
async def test_nothing_breaks_it(user: ServiceUnderTest, name: str, mode: GenerationMode) -> None:
    operation = OPERATIONS[name]
    viewer = await person(user, "alice")
    await person(user, "bob", private=True)
    loop = asyncio.get_running_loop()
    mends = st.sampled_from([{}, {"account_id": viewer}, {"username": "bob"}])

    @FUZZ
    @given(case=operation.as_strategy(generation_mode=mode), known=mends)
    def attempt(case: Case[Any], known: dict[str, Any]) -> None:
        case.path_parameters = {k: known.get(k, v) for k, v in (case.path_parameters or {}).items()}
        answer = asyncio.run_coroutine_threadsafe(_send(user, case, viewer), loop).result(timeout=10)
        case.validate_response(_as_response(case, answer), checks=CHECKS)

    with suppress(Unsatisfiable):  # an operation without parameters cannot be asked wrongly
        await asyncio.to_thread(attempt)


async def _send(user: ServiceUnderTest, case: Case[Any], viewer: int) -> Answer:
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    issuers = case.operation.definition.raw["x-issuers"]
    return await user.api.request(
        case.method.upper(),
        path + ("?" + urlencode(case.query, doseq=True) if case.query else ""),
        viewer=viewer,
        issuer="bff-ap-northeast" if "bff-*" in issuers else "svc:content",
        body=None if isinstance(case.body, NotSet) else _encoded(case.body),
    )


def _encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


def _as_response(case: Case[Any], answer: Answer) -> Response:
    request = requests.Request(case.method, "http://user.test/").prepare()
    headers = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status, headers, answer.body, request, time.monotonic(), verify=False)
