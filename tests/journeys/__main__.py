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
from tests.support import pictures
from tests.support.place import Place
from tests.support.systems import own_system

ROOT = Path(__file__).resolve().parents[2]


def environment(place: Place, folder: Path) -> dict[str, str]:
    """What the journeys need to know."""
    (folder / "plain.jpg").write_bytes(pictures.jpeg())
    (folder / "phone.jpg").write_bytes(pictures.phone_jpeg())
    (folder / "iphone.heic").write_bytes(pictures.heic())
    return {
        "JOURNEY_HTTP_PORT": str(place.http_port),
        "JOURNEY_HTTPS_PORT": str(place.https_port),
        "JOURNEY_MAILBOX": "http://{}:{}".format(*place.mailbox),
        "JOURNEY_RELAY": "http://{}:{}".format(*place.relay),
        "JOURNEY_PICTURES": str(folder),
    }


def run(place: Place, arguments: list[str]) -> int:
    """Run the journeys against a running system; answers the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        variables = environment(place, Path(folder))
        command = ["npx", "playwright", "test", "-c", "journeys/playwright.config.ts", *arguments]
        return subprocess.run(command, cwd=ROOT / "web", env={**os.environ, **variables}, check=False).returncode


def main() -> int:
    """Command line."""
    if running := os.environ.get("MOCKSTAGRAM_TEST_SYSTEM"):
        return run(Place.of(System.open(Path(running))), sys.argv[1:])
    system = own_system()
    supervisor.stop(system)
    supervisor.start(system)
    try:
        if not status.wait(system):
            print(status.report(system))
            return 1
        return run(Place.of(system), sys.argv[1:])
    finally:
        supervisor.stop(system)


if __name__ == "__main__":
    sys.exit(main())
