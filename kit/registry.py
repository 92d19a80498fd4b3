"""Who listens to which event, out of the exported contracts."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "contracts" / "events"


@cache
def service_codes() -> dict[str, str]:
    """Service name → its letter in a causal token."""
    table = tomllib.loads((ROOT / "infra" / "services.toml").read_text())
    return {row["name"]: row["code"] for row in table["service"]}


@cache
def subscriber_codes() -> dict[str, str]:
    """Event type → letters of the services that subscribe to it."""
    codes: dict[str, str] = {}
    for path in sorted(EVENTS.glob("*.json")):
        contract = event_contract(path)
        for event_type in contract["subscribes"]:
            codes[event_type] = codes.get(event_type, "") + service_codes()[contract["service"]]
    return codes


def event_contract(path: Path) -> dict[str, Any]:
    """One exported file of `contracts/events`."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
