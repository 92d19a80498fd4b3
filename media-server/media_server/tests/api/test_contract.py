"""Requests made from the contract: within it and outside it, no operation answers 5xx or what the contract does not say."""

from __future__ import annotations

import asyncio
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
from media_server.api.main import app
from media_server.tests.factories import a_ticket, signed

EXAMPLES = 25
SIZE = 40
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
@pytest.mark.parametrize("name", [name for name in OPERATIONS if not name.startswith("OPTIONS")])
async def test_nothing_breaks_it(media: ServiceUnderTest, name: str, mode: GenerationMode) -> None:
    """A good ticket and the protocol's version come in two of three cases, so that requests get past the door."""
    operation = OPERATIONS[name]
    ticket = a_ticket(SIZE)
    good = {"upload-ticket": signed(media, ticket), "tus-resumable": "1.0.0"}
    await media.edge.request(
        "POST", "/media-server/upload/files", issuer="", headers=good | {"upload-length": str(SIZE)}
    )
    loop = asyncio.get_running_loop()
    body = {"content-type": "application/offset+octet-stream"} if operation.method == "patch" else {}
    mends = st.sampled_from([{}, good, good | body])

    @FUZZ
    @given(case=operation.as_strategy(generation_mode=mode), mend=mends)
    def attempt(case: Case[Any], mend: dict[str, str]) -> None:
        if mend:
            case.path_parameters = dict.fromkeys(case.path_parameters or {}, ticket.media_id)
        answer = asyncio.run_coroutine_threadsafe(_send(media, case, mend), loop).result(timeout=30)
        case.validate_response(_as_response(case, answer), checks=CHECKS)

    with suppress(Unsatisfiable):  # an operation without parameters cannot be asked wrongly
        await asyncio.to_thread(attempt)


async def _send(media: ServiceUnderTest, case: Case[Any], mend: dict[str, str]) -> Answer:
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    headers = {name.lower(): str(value) for name, value in (case.headers or {}).items()}
    return await media.edge.request(
        case.method.upper(),
        path + ("?" + urlencode(case.query, doseq=True) if case.query else ""),
        issuer="",
        headers=headers | mend,
        body=None if isinstance(case.body, NotSet) else _encoded(case.body),
    )


def _encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


def _as_response(case: Case[Any], answer: Answer) -> Response:
    request = requests.Request(case.method, "http://test" + case.path).prepare()
    return Response(
        status_code=answer.status,
        headers={name: [value] for name, value in answer.headers.items()},
        content=answer.body,
        request=request,
        elapsed=0.1,
        verify=False,
    )
