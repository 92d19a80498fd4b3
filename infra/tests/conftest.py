"""One set of real engines for all tests of infra."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from infra.native.engines import Engines, shared_state
from infra.native.installation import Installation
from infra.secrets import Secrets
from infra.topology import Topology

PORT_BASE = int(os.environ.get("INFRA_TEST_PORT_BASE", "24000"))


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    state = shared_state("test-infra")
    with Engines(Topology.load(port_base=PORT_BASE), Secrets.open(state / "secret"), state) as running:
        yield running


@pytest.fixture(scope="session")
def installation(engines: Engines) -> Installation:
    return engines.installation
