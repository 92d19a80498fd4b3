"""Contracts say what the code does, and a difference does not go unseen."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kit import contracts
from kit.tests.conftest import API, WORKER


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return contracts.openapi(API)


def test_an_operation_says_who_may_call_and_where(document: dict[str, Any]) -> None:
    made = document["paths"]["/admin/things"]["post"]
    assert (made["x-route"], made["x-viewer"], made["x-issuers"]) == ("primary-write", "required", ["bff-*"])
    assert document["paths"]["/admin/things/{name}"]["get"]["x-route"] == "local-read"


def test_every_refusal_is_in_the_contract(document: dict[str, Any]) -> None:
    answers = document["paths"]["/admin/things"]["post"]["responses"]
    assert answers["409"]["x-codes"] == ["conflict", "idempotency_running", "thing_taken"]
    assert {"401", "403", "421", "422", "503", "504"} <= set(answers)
    assert "400" not in answers


def test_bodies_refuse_what_they_do_not_know(document: dict[str, Any]) -> None:
    assert document["components"]["schemas"]["MakeThing"]["additionalProperties"] is False
    body = document["paths"]["/admin/things/several"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"]["type"] == "array"


def test_what_only_the_machinery_asks_is_hidden(document: dict[str, Any]) -> None:
    assert not [path for path in document["paths"] if path.endswith(("/health", "/metrics"))]


def test_events_become_types_for_those_who_listen(tmp_path: Path) -> None:
    contract = contracts.events(WORKER)
    assert contract["queues"] == [{"name": "note", "ack_wait_s": 60}]
    assert contract["subscribes"] == ["admin.thing_made"]
    (tmp_path / "generated" / "python").mkdir(parents=True)
    contracts._generate_python("admin", contract, tmp_path)
    spec = importlib.util.spec_from_file_location("generated_admin", tmp_path / "generated" / "python" / "admin.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert msgspec.json.decode(b'{"name": "a"}', type=module.ThingMade).name == "a"


def test_a_service_without_events_has_no_types(tmp_path: Path) -> None:
    (tmp_path / "generated" / "python").mkdir(parents=True)
    contracts._generate_python("admin", {"publishes": []}, tmp_path)
    assert (tmp_path / "generated" / "python" / "admin.py").read_text() == ""


def test_a_tool_that_fails_is_quoted() -> None:
    with pytest.raises(RuntimeError, match="No module named nothing"):
        contracts._run(sys.executable, "-m", "nothing")


def test_drift_fails(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fresh = tmp_path / "contracts"
    shutil.copytree(contracts.CONTRACTS, fresh, ignore=shutil.ignore_patterns("__pycache__"))
    assert contracts.check(fresh) == 0
    path = fresh / "openapi" / "user.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"openapi": "9"}))
    assert contracts.check(fresh) == 1
    assert '"openapi": "9"' in capfd.readouterr().out


def test_the_contracts_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kit.contracts", "--check"],
        cwd=contracts.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
