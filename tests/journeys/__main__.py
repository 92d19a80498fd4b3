"""Browser journeys on a system: `python -m tests.journeys [playwright arguments]`.

Starts one on ports of its own, unless MOCKSTAGRAM_TEST_SYSTEM names the state of one that runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.native import status, supervisor
from infra.native.system import System
from infra.topology import Topology
from tests.support import pictures
from tests.support.systems import own_system

ROOT = Path(__file__).resolve().parents[2]


def environment(topology: Topology, http_port: int, https_port: int | None, folder: Path) -> dict[str, str]:
    """Where the journeys find what they need."""
    host, port = topology.endpoint(topology.primary, "mailbox")
    relay = topology.endpoint(topology.primary, "relay_control")
    (folder / "plain.jpg").write_bytes(pictures.jpeg())
    (folder / "phone.jpg").write_bytes(pictures.phone_jpeg())
    (folder / "iphone.heic").write_bytes(pictures.heic())
    return {
        "JOURNEY_HTTP_PORT": str(http_port),
        "JOURNEY_HTTPS_PORT": str(https_port or 443),
        "JOURNEY_MAILBOX": f"http://{host}:{port}",
        "JOURNEY_RELAY": f"http://{relay[0]}:{relay[1]}",
        "JOURNEY_PICTURES": str(folder),
    }


def run(system: System, arguments: list[str]) -> int:
    """Run the journeys against a running system; answers the exit status."""
    settings, topology = system.settings, system.installation.topology
    with tempfile.TemporaryDirectory() as folder:
        variables = environment(topology, settings.http_port, settings.https_port, Path(folder))
        command = ["npx", "playwright", "test", "-c", "journeys/playwright.config.ts", *arguments]
        return subprocess.run(command, cwd=ROOT / "web", env={**os.environ, **variables}, check=False).returncode


def main() -> int:
    """Command line."""
    running = os.environ.get("MOCKSTAGRAM_TEST_SYSTEM")
    if running:
        return run(System.open(Path(running)), sys.argv[1:])
    system = own_system()
    supervisor.stop(system)
    supervisor.start(system)
    try:
        if not status.wait(system):
            print(status.report(system))
            return 1
        return run(system, sys.argv[1:])
    finally:
        supervisor.stop(system)


if __name__ == "__main__":
    sys.exit(main())
