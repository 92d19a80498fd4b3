"""Starting a program, and ending whatever is left of an earlier life of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.native import accounts
from infra.native.program import Program
from infra.native.wait import all_accept, until


@dataclass(frozen=True)
class Life:
    """Identity of a process: a number alone is used again by the kernel."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Life | None:
        fields = _stat(pid)
        return cls(pid, int(fields[19])) if fields else None


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _group(pid: int) -> list[int]:
    """Living members of the process group `pid`."""
    members = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields and fields[0] != "Z" and int(fields[2]) == pid:
                members.append(int(entry.name))
    return members


def pid_file(state: Path, name: str) -> Path:
    return state / "run" / f"{name}.pid"


def remember(state: Path, name: str, pid: int) -> None:
    """Note who leads the process group of this program's present life."""
    life = Life.of(pid)
    if life:
        path = pid_file(state, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{life.pid} {life.started}\n")


def end_left_over(state: Path, name: str, stop_signal: signal.Signals, patience: float) -> None:
    """End the process group of this program's previous life, if anything of it still lives."""
    path = pid_file(state, name)
    try:
        pid, started = (int(part) for part in path.read_text().split())
    except (OSError, ValueError):
        return
    leader = Life.of(pid)
    # A living leader with another start time means that the kernel gave the number to somebody else.
    if pid != os.getpid() and (leader is None or leader.started == started):
        end_group(pid, stop_signal, patience)
    path.unlink(missing_ok=True)


def end_group(pid: int, stop_signal: signal.Signals, patience: float) -> None:
    """Ask the group's leader to stop, and kill what remains; without a leader there is nobody to ask."""
    if pid in _group(pid):
        _send(pid, stop_signal)
        with contextlib.suppress(TimeoutError):
            until(lambda: not _group(pid), patience, "stopping")
    for member in _group(pid):
        _send(member, signal.SIGKILL)
    until(lambda: not _group(pid), 5, f"killing process group {pid}")


def _send(pid: int, which: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, which)


def base_environment() -> dict[str, str]:
    """What every program may see of our own environment."""
    path = f"{Path(sys.executable).parent}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONUNBUFFERED": "1"}


class Running:
    """One program started by this process."""

    def __init__(self, program: Program, state: Path) -> None:
        self.program = program
        self._state = state
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """End what is left over, prepare and start; `wait_ready` tells when it answers."""
        program = self.program
        end_left_over(self._state, program.name, program.stop_signal, program.patience)
        program.prepare()
        program.create_missing()
        log = self._state / "log" / f"{program.name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                accounts.as_user(program.account, program.command, low_ports=program.low_ports),
                cwd=program.directory,
                env=base_environment() | dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        remember(self._state, program.name, self._process.pid)

    def wait_ready(self, seconds: float = 30) -> None:
        """Wait until it accepts connections. Raises RuntimeError with the end of its log when it ends before."""

        def ready() -> bool:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"{self.program.name} ended: {self.log_end()}")
            return all_accept(self.program.ready)

        until(ready, seconds, f"{self.program.name} accepts connections")

    def log_end(self) -> str:
        """The last lines it logged."""
        log = self._state / "log" / f"{self.program.name}.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.program.name} was not started")
        return self._process.pid

    def poll(self) -> int | None:
        """Exit code, or None while it runs."""
        return self._process.poll() if self._process else None

    def signal(self, which: signal.Signals) -> None:
        """Send a signal to the whole process group."""
        os.killpg(self.pid, which)

    def stop(self) -> None:
        """Stop it and everything it started."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGCONT)
        self._process.send_signal(self.program.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(self.program.patience)
        end_group(self._process.pid, signal.SIGKILL, 0)
        self._process.wait(5)
        pid_file(self._state, self.program.name).unlink(missing_ok=True)
        self._process = None
