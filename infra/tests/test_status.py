"""What is said of a system's parts is true of this system."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.native import status, supervisor
from infra.native.program import Endpoint, Program
from infra.native.system import Settings, System

# Says on which port it listens.
LISTEN = """
import socket, sys
listening = socket.create_server((sys.argv[1], 0))
print(listening.getsockname()[1], flush=True)
sys.stdin.read()
"""
# Takes the supervisor's place: takes calls and never answers.
SILENT = """
import socket, sys
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
listening.listen()
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def running(code: str, *arguments: str) -> Iterator[tuple[int, str]]:
    """A program in a process group of its own: its process number and the line it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,
        text=True,
    )
    assert process.stdout
    try:
        yield process.pid, process.stdout.readline().strip()
    finally:
        process.communicate("")


def program(*ready: Endpoint) -> Program:
    return Program("part", ("true",), "nobody", Path("/"), ready=ready)


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_part_is_up_when_it_listens_itself(address: str) -> None:
    """Seen to call the part up for whoever took connections at its port."""
    with running(LISTEN, address) as (pid, port), running(LISTEN, "127.0.0.1") as (other, _):
        wanted = program(("127.0.0.1", int(port)))
        held = status.listeners()
        assert status.readiness(wanted, pid, held) == "up"
        assert status.readiness(wanted, other, held) == f"starting (127.0.0.1:{port} is another program's)"
    assert status.readiness(wanted, pid, status.listeners()) == f"starting (127.0.0.1:{port})"


def test_a_part_that_listens_nowhere_is_up_when_it_runs() -> None:
    assert status.readiness(program(), 1, {}) == "up"


def test_a_supervisor_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to hang without the time-out."""
    monkeypatch.setattr(supervisor, "ANSWER_S", 0.2)
    system = System.open(tmp_path, Settings(port_base=25000))
    (tmp_path / "run").mkdir()
    socket = supervisor.socket_path(tmp_path)
    with running(SILENT, str(socket), str(tmp_path)) as (pid, _):
        (tmp_path / "run" / "supervisord.pid").write_text(f"{pid}\n")
        started = time.monotonic()
        assert supervisor.states(system) == {}
        assert time.monotonic() - started < 2
    socket.unlink()
