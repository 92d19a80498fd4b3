"""Requests made from the contract: within it and outside it, no operation answers 5xx or what the contract does not say."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from content.api.main import app
from content.tests.factories import ALICE
from kit.contracts import openapi
from kit.testing.client import Answer
from kit.testing.service import ServiceUnderTest

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(openapi(app))
OPERATIONS = {f"{o.method.upper()} {o.path}": o for o in (found.ok() for found in SCHEMA.get_all_operations())}  # type: ignore[union-attr]
FUZZ = settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", list(OPERATIONS))
async def test_nothing_breaks_it(content: ServiceUnderTest, name: str, mode: GenerationMode) -> None:
    loop = asyncio.get_running_loop()

    @FUZZ
    @given(case=OPERATIONS[name].as_strategy(generation_mode=mode))
    def attempt(case: Case[Any]) -> None:
        answer = asyncio.run_coroutine_threadsafe(_send(content, case), loop).result(timeout=10)
        case.validate_response(_as_response(case, answer), checks=CHECKS)

    try:
        await asyncio.to_thread(attempt)
    except Exception as error:
        if "Unsatisfiable" not in type(error).__name__:
            raise


async def _send(service: ServiceUnderTest, case: Case[Any]) -> Answer:
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    issuers = case.operation.definition.raw["x-issuers"]
    return await service.api.request(
        case.method.upper(),
        path + ("?" + urlencode(case.query, doseq=True) if case.query else ""),
        viewer=ALICE,
        issuer="bff-ap-northeast" if "bff-*" in issuers else "svc:search",
        body=None if isinstance(case.body, type(schemathesis.core.NOT_SET)) else _encoded(case.body),
    )


def _encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


def _as_response(case: Case[Any], answer: Answer) -> Response:
    request = requests.Request(case.method, "http://content.test/").prepare()
    headers = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status, headers, answer.body, request, time.monotonic(), verify=False)
