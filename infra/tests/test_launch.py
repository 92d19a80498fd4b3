"""Programs start once what they need is there, end what was left of them, and follow each other a second apart."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.native.process import Life, end_left_over, pid_file, remember
from infra.native.wait import until

CHECKOUT = Path(__file__).resolve().parents[2]
SLEEPER = ("/bin/sh", "-c", "sleep 300 & sleep 300")
# Ignores the polite signal, as a program that hangs does.
STUBBORN = ("/bin/sh", "-c", "trap '' TERM; while :; do sleep 300 & wait; done")

Spawn = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    running: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        running.append(subprocess.Popen(command, start_new_session=True, cwd=CHECKOUT))
        return running[-1]

    yield start
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)


def _members(group: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("command", [SLEEPER, STUBBORN], ids=["polite", "stubborn"])
@pytest.mark.parametrize("leader_dead", [False, True], ids=["whole", "children only"])
def test_the_left_over_group_is_ended(
    spawn: Spawn, tmp_path: Path, command: tuple[str, ...], leader_dead: bool
) -> None:
    process = spawn(*command)
    until(lambda: len(_members(process.pid)) >= 2, 5, "the group is complete")
    remember(tmp_path, "part", process.pid)
    if leader_dead:
        process.kill()
        process.wait(5)
    end_left_over(tmp_path, "part", signal.SIGTERM, patience=0.3)
    process.poll()
    assert _members(process.pid) == []
    assert not pid_file(tmp_path, "part").exists()


def test_a_number_that_was_given_to_somebody_else_is_left_alone(spawn: Spawn, tmp_path: Path) -> None:
    """Seen to fail when the start time is not compared."""
    stranger = spawn(*SLEEPER)
    life = Life.of(stranger.pid)
    assert life is not None
    path = pid_file(tmp_path, "part")
    path.parent.mkdir()
    path.write_text(f"{stranger.pid} {life.started - 1}\n")
    end_left_over(tmp_path, "part", signal.SIGTERM, patience=0.3)
    assert stranger.poll() is None


def _plan(state: Path, **changes: Any) -> Path:
    plan = {
        "name": "part", "state": str(state), "command": ["/bin/sh", "-c", "echo up; exec sleep 300"],
        "directory": "/", "environment": {}, "needs": [], "after": [], "stop_signal": "SIGTERM", "data": None,
        "create": [], "patience": 1,
    } | changes  # fmt: skip
    path = state / "part.json"
    path.write_text(json.dumps(plan))
    return path


def _is_sleeping(pid: int) -> bool:
    return b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]


def test_it_waits_for_endpoints_and_files_and_makes_missing_data(spawn: Spawn, tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        file, data = tmp_path / "provisioned", tmp_path / "data"
        plan = _plan(
            tmp_path, needs=[listener.getsockname()], after=[str(file)], data=str(data), create=["touch", str(data)]
        )
        process = spawn(sys.executable, "-S", "-m", "infra.native.launch", str(plan))
        until(lambda: pid_file(tmp_path, "part").exists(), 5, "it started")
        file.touch()
        assert not data.exists()
        listener.listen()
        until(lambda: _is_sleeping(process.pid), 5, "it became the program")
        assert data.exists()


def test_starts_are_a_second_apart(spawn: Spawn, tmp_path: Path) -> None:
    plan = _plan(tmp_path, command=["/bin/true"])
    began = time.monotonic()
    for _ in range(3):
        assert spawn(sys.executable, "-S", "-m", "infra.native.launch", str(plan)).wait(10) == 0
    assert time.monotonic() - began >= 2
