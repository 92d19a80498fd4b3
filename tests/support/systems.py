"""The system that the tests start for themselves."""

from __future__ import annotations

import os

from infra.native.engines import shared_state
from infra.native.system import Settings, System

PORT_BASE = 20000
HTTP_PORT = 8480
# Tests sign up more people from one address than a limit would let anybody; limits have tests of their own.


def own_system() -> System:
    """A native system on ports of its own; MOCKSTAGRAM_TEST_PORT_BASE and …_HTTP_PORT move it."""
    os.environ.setdefault("LIMITS_MULTIPLIER", "1000")
    base = int(os.environ.get("MOCKSTAGRAM_TEST_PORT_BASE", PORT_BASE))
    port = int(os.environ.get("MOCKSTAGRAM_TEST_HTTP_PORT", HTTP_PORT))
    return System.open(shared_state(f"system-{base}"), Settings(port_base=base, http_port=port, https_port=port + 1))
