"""stop.sh leaves alone what it was not this checkout that started."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("started_here", [False, True])
@pytest.mark.parametrize("purge", [False, True])
def test_containers_of_another_checkout_are_left_alone(tmp_path: Path, started_here: bool, purge: bool) -> None:
    """Seen to fail when stop.sh asks only whether an engine answers. The engine here is a program that records calls."""
    checkout, tools, record = tmp_path / "checkout", tmp_path / "tools", tmp_path / "record"
    (checkout / "infra" / "docker").mkdir(parents=True)
    shutil.copy(CHECKOUT / "stop.sh", checkout)
    shutil.copytree(CHECKOUT / "infra" / "native", checkout / "infra" / "native")
    (checkout / "compose.yaml").touch()
    tools.mkdir()
    for program in (tools / "docker", checkout / "infra" / "docker" / "down.sh"):
        program.write_text(f'#!/bin/sh\necho "{program.name} $*" >>{record}\n')
        program.chmod(0o755)
    # A checkout that is open to other accounts, so that no copy of it is made.
    for folder in (checkout, *checkout.parents):
        if folder.is_relative_to(tmp_path):
            folder.chmod(0o755)
    if started_here:
        (checkout / ".local" / "compose").mkdir(parents=True)
    setpriv = tools / "setpriv"
    setpriv.write_text("#!/bin/sh\nexit 0\n")
    setpriv.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    subprocess.run([checkout / "stop.sh", *(["--purge"] if purge else [])], env=environment, check=True, timeout=30)
    called = record.read_text() if record.exists() else ""
    assert ("down.sh" in called) == started_here
