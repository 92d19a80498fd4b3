"""Contracts out of the code: `python -m kit.contracts [--check]`.

Writes `contracts/openapi/<service>.json` and `contracts/events/<service>.json` from the services' own types, and
from those the TypeScript and Python types that callers and subscribers use. With `--check` nothing is written
and a difference ends with status 1.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, get_args

import msgspec
from litestar import Litestar
from litestar.openapi import OpenAPIConfig

from kit import errors
from kit.app import Api
from kit.errors import Problem
from kit.host import IMPORT_ROOTS, hosts
from kit.operation import Operation
from kit.worker import Worker

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = ROOT / "contracts"
VERSION = "1"
REF = "#/components/schemas/{name}"
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
ALWAYS: tuple[type[Problem], ...] = (errors.Malformed, errors.Unavailable, errors.DeadlineExceeded)
WITH_BODY = ("POST", "PUT", "PATCH")
HIDDEN = ("/health", "/metrics")
PARTS = ("openapi", "events", "generated")


def openapi(api: Api) -> dict[str, Any]:
    """The OpenAPI document of a service."""
    config = OpenAPIConfig(
        title=api.service,
        version=VERSION,
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
    )
    app = api.litestar(openapi=config)
    document: dict[str, Any] = app.openapi_schema.to_schema()
    document.pop("servers", None)
    document["paths"] = {p: item for p, item in document["paths"].items() if not p.endswith(HIDDEN)}
    schemas: dict[str, Any] = {"Problem": PROBLEM_SCHEMA}
    for path, method, handler in _operations(app):
        if path in document["paths"]:
            described = document["paths"][path][method.lower()]
            _describe(described, handler.opt["operation"], method)
            schemas |= _describe_bodies(described, handler.parsed_fn_signature)
    document["components"] = {"schemas": dict(sorted(schemas.items()))}
    return document


def _operation_id(handler: Any, method: Any, path: list[Any]) -> str:
    """The handler's name; where one handler serves several methods or paths, those as well."""
    name = [str(handler.handler_name)]
    if len(handler.http_methods) > 1:
        name.append(method.value.lower())
    if len(handler.paths) > 1:
        name += [component for component in path[1:] if isinstance(component, str)]
        name += [component.name for component in path if not isinstance(component, str)]
    return "_".join(name)


def _operations(app: Litestar) -> list[tuple[str, str, Any]]:
    return [
        (route.path_format, method, handler)
        for route in app.routes
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items()
        if method != "OPTIONS"
    ]


def _describe(described: dict[str, Any], policy: Operation, method: str) -> None:
    described |= {
        "x-route": policy.route_for(method),
        "x-viewer": policy.viewer,
        "x-issuers": list(policy.issuers),
        "x-idempotency": policy.idempotency,
    }
    described["responses"].pop("400", None)
    for status, codes in sorted(_codes(policy, method).items()):
        described["responses"][str(status)] = {
            "description": ", ".join(codes),
            "content": {"application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}},
            "x-codes": codes,
        }


def _codes(policy: Operation, method: str) -> dict[int, list[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    general: list[type[Problem]] = [*ALWAYS]
    if method in WITH_BODY:
        general += [errors.BodyTooLarge]
    if policy.issuers:
        general += [errors.Unauthenticated, errors.NotAllowed]
    if policy.route_for(method) == "local-read":
        general += [errors.ReplicaBehind]
    elif policy.route_for(method) == "primary-write":
        general += [errors.Conflict, errors.IdempotencyRunning, errors.IdempotencyMismatch, errors.WrongRegion]
    for problem in (*general, *policy.errors):
        found[problem.status].add(problem.code)
    return {status: sorted(codes) for status, codes in found.items()}


def _describe_bodies(described: dict[str, Any], signature: Any) -> dict[str, Any]:
    """Put msgspec's schemas in the place of the framework's: they keep docstrings and refuse unknown members."""
    schemas: dict[str, Any] = {}
    answer = signature.return_type.annotation
    if _has_schema(answer):
        (root,), components = msgspec.json.schema_components([answer], ref_template=REF)
        schemas |= components
        for status, response in described["responses"].items():
            if status.startswith("2"):
                response["content"] = {"application/json": {"schema": root}}
    data = signature.parameters.get("data")
    if data is not None and _has_schema(data.annotation):
        (root,), components = msgspec.json.schema_components([data.annotation], ref_template=REF)
        schemas |= components
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": root}}}
    return schemas


def _has_schema(kind: Any) -> bool:
    if kind is None or kind in (bytes, str):
        return False
    arguments = [kind, *get_args(kind)]
    return any(isinstance(a, type) and issubclass(a, msgspec.Struct) for a in arguments)


def events(worker: Worker) -> dict[str, Any]:
    """What a service publishes (with schemas), subscribes to and queues."""
    return {
        "service": worker.service,
        "publishes": [
            {
                "type": event.event_type,
                "version": event.event_version,
                "ryw": event.ryw,
                "broadcast": event.broadcast,
                "schema": _event_schema(event),
            }
            for event in sorted(worker.events, key=lambda event: event.event_type)
        ],
        "subscribes": sorted(subscription.event_type for subscription in worker.subscriptions),
        "queues": [{"name": queue.name, "ack_wait_s": 60} for queue in worker.queues],
    }


def _event_schema(event: type[Any]) -> dict[str, Any]:
    (root,), components = msgspec.json.schema_components([event], ref_template="#/$defs/{name}")
    return {"$ref": root["$ref"], "$defs": dict(components)}


def export(folder: Path) -> None:
    """Write every contract of the built services, and the types generated from them, below `folder`."""
    for name in ("openapi", "events", "generated/ts", "generated/python"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for services in hosts().values():
        for service in services:
            api = importlib.import_module(f"{service.package}.api.main").app
            worker = importlib.import_module(f"{service.package}.consumer.main").WORKER
            _write(folder / "openapi" / f"{service.name}.json", openapi(api))
            contract = events(worker)
            _write(folder / "events" / f"{service.name}.json", contract)
            _generate_python(service.name, contract, folder)
    (folder / "generated" / "python" / "__init__.py").write_text("")
    _generate_typescript(folder)


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def _generate_python(service: str, contract: dict[str, Any], folder: Path) -> None:
    """Structs of the payloads that a service publishes, for those who subscribe."""
    schemas = [published["schema"] for published in contract["publishes"]]
    target = folder / "generated" / "python" / f"{service.replace('-', '_')}.py"
    if not schemas:
        target.write_text("")
        return
    definitions: dict[str, Any] = {}
    for schema in schemas:
        definitions |= schema["$defs"]
    source = {"title": "Events", "type": "object", "$defs": definitions}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(source, file)
        file.flush()
        _run(
            "datamodel-codegen", "--input", file.name, "--input-file-type", "jsonschema", "--output", str(target),
            "--output-model-type", "msgspec.Struct", "--target-python-version", "3.11", "--use-annotated",
            "--snake-case-field", "--enum-field-as-literal", "all", "--use-msgspec-tagged-unions",
            "--disable-timestamp", "--formatters", "builtin", "--custom-file-header", f"# Generated from the events of {service}.",
        )  # fmt: skip


def _generate_typescript(folder: Path) -> None:
    tool = ROOT / "web" / "node_modules" / ".bin" / "openapi-typescript"
    for path in sorted((folder / "openapi").glob("*.json")):
        _run(str(tool), str(path), "--output", str(folder / "generated" / "ts" / f"{path.stem}.ts"))


def _run(*command: str) -> None:
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def check(fresh: Path) -> int:
    """Compare what the code says with what is written; answers the exit status."""
    different = subprocess.run(["diff", "-r", "-u", "-x", "__pycache__", str(CONTRACTS), str(fresh)], check=False)
    return 1 if different.returncode else 0


def main() -> int:
    """Command line. Always exports into a new folder: the services import what was generated before."""
    sys.path[:0] = [str(root) for root in IMPORT_ROOTS if str(root) not in sys.path]
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        export(fresh)
        if "--check" in sys.argv:
            return check(fresh)
        for part in PARTS:
            shutil.rmtree(CONTRACTS / part, ignore_errors=True)
            shutil.copytree(fresh / part, CONTRACTS / part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
